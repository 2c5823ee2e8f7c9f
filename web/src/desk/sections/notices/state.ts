/** The notice board: the list, the open notice, and what is being written. */
import { ApiError } from "../../../kit/http";
import { Store } from "../../../kit/store";
import type { NoticeDetail, NoticeList, NoticeRow } from "../../../kit/api/types";
import { explain, notify } from "../../state/notices";
import * as server from "./api";
import { blank, type Draft, noticeOf, type Show } from "./logic";
import { NEW, select } from "./select";
import { text } from "./text";

export interface Board {
  phase: "loading" | "ready" | "failed";
  show: Show;
  notices: NoticeRow[];
  kinds: NoticeList["kinds"];
  topics: NoticeList["topics"];
}

const START: Board = { phase: "loading", show: "now", notices: [], kinds: [], topics: [] };
export const board = new Store<Board>(START);

export const details = new Store<Record<string, NoticeDetail | "missing" | undefined>>({});
/** What is being written, by id; it lasts as long as the page. */
export const drafts = new Store<Record<string, Draft | undefined>>({});

export interface Problem {
  field: string;
  reason: string;
  facts: Record<string, unknown>;
}
/** Why the server refused what was sent last, by id. */
export const problems = new Store<Record<string, Problem[] | undefined>>({});

export const noticeDeed = new Store<"publish" | "withdraw" | null>(null);

export function forgetNotices(): void {
  board.set(START);
  details.set({});
  drafts.set({});
  problems.set({});
}

export const write = (id: string, before: Draft, change: Partial<Draft>): void => drafts.patch({ [id]: { ...(drafts.value[id] ?? before), ...change } });

export function forgetDraft(id: string): void {
  drafts.patch({ [id]: undefined });
  problems.patch({ [id]: undefined });
}

/** Counts the questions, so that a slow answer to an older one is dropped. */
let asked = 0;

export async function loadNotices({ quiet = false } = {}): Promise<void> {
  const question = (asked += 1);
  if (!quiet) board.patch({ phase: "loading" });
  try {
    const { notices, kinds, topics } = await server.fetchNotices(board.value.show);
    if (question === asked) board.patch({ phase: "ready", notices, kinds, topics });
  } catch {
    if (question === asked && board.value.phase === "loading") board.patch({ phase: "failed" });
  }
}

export function show(next: Show): void {
  board.patch({ show: next });
  void loadNotices();
}

export async function loadNotice(id: string): Promise<void> {
  if (id === NEW) return;
  try {
    details.patch({ [id]: await server.fetchNotice(id) });
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 422)) details.patch({ [id]: "missing" });
    else notify(explain(error), "danger");
  }
}

async function perform(deed: "publish" | "withdraw", id: string, work: () => Promise<NoticeDetail>, done: string): Promise<NoticeDetail | null> {
  if (noticeDeed.value) return null;
  noticeDeed.set(deed);
  try {
    const detail = await work();
    details.patch({ [detail.notice.id]: detail });
    forgetDraft(id);
    notify(done);
    void loadNotices({ quiet: true });
    return detail;
  } catch (error) {
    const t = text().board;
    if (error instanceof ApiError && error.code === "notice_invalid") {
      problems.patch({ [id]: error.details["fields"] as Problem[] });
      notify(t.invalid, "danger");
      return null;
    }
    notify(explain(error, { notice_changed: t.changed(String((error as ApiError).details?.["author"] ?? "")), notice_not_found: t.missing, invalid_request: t.invalid }), "danger");
    if (error instanceof ApiError && error.code === "notice_changed") void loadNotice(id);
    return null;
  } finally {
    noticeDeed.set(null);
  }
}

export async function publish(id: string, draft: Draft, version: number): Promise<void> {
  const t = text().board;
  const notice = noticeOf(draft);
  const detail = await perform("publish", id, () => (id === NEW ? server.publish(notice) : server.change(id, notice, version)), id === NEW ? t.published : t.saved);
  if (detail && id === NEW) select(detail.notice.id);
}

export const withdraw = ({ id, version }: NoticeRow) => perform("withdraw", id, () => server.withdraw(id, version), text().board.withdrawn);

/** Something new to tell everybody. */
export function begin(): void {
  if (!drafts.value[NEW]) drafts.patch({ [NEW]: blank(new Date()) });
  select(NEW);
}

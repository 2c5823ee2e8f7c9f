/** Found items: the list, the open one, and what is being written down. */
import { ApiError } from "../../../kit/http";
import { Store } from "../../../kit/store";
import type { CaseFound, FoundDetail, FoundRow, FoundState } from "../../../kit/api/types";
import { FIRST_PAGE, firstPages, type Paging, pagingOf } from "../../logic/pages";
import { explain, notify } from "../../state/notices";
import { here } from "../../state/route";
import { loadCase } from "../cases/state/openCase";
import * as server from "./api";
import { blank, type Description, lackOf, type Show } from "./logic";
import { NEW, SECTION, select } from "./select";
import { text } from "./text";

export interface FoundItems {
  phase: "loading" | "ready" | "failed";
  show: Show;
  words: string;
  items: FoundRow[];
  counts: Record<FoundState, number> | null;
  paging: Paging;
}

const START: FoundItems = { phase: "loading", show: "open", words: "", items: [], counts: null, paging: FIRST_PAGE };
export const found = new Store<FoundItems>(START);

/** What is known of those that were opened. */
export const details = new Store<Record<string, FoundDetail | "missing" | undefined>>({});
/** What was found for the cases that were opened; null for those that miss nothing. */
export const ofCases = new Store<Record<string, CaseFound | null | undefined>>({});
/** What is being written, by number; it lasts as long as the page. */
export const drafts = new Store<Record<string, Description | undefined>>({});

export type Deed = "save" | "photo" | "link" | "unlink" | "hand-back" | "dispose";
export const foundDeed = new Store<Deed | null>(null);

export function forgetFound(): void {
  found.set(START);
  details.set({});
  ofCases.set({});
  drafts.set({});
}

export const write = (number: string, from: Description, change: Partial<Description>): void => drafts.patch({ [number]: { ...(drafts.value[number] ?? from), ...change } });
export const forgetDraft = (number: string): void => drafts.patch({ [number]: undefined });

/** Counts the questions, so that a slow answer to an older one is dropped. */
let asked = 0;

export async function loadFound({ quiet = false } = {}): Promise<void> {
  const { show, words, paging } = found.value;
  const question = (asked += 1);
  if (!quiet) found.patch({ phase: "loading" });
  try {
    const pages = await firstPages((cursor) => server.fetchItems(show, words.trim(), cursor), quiet ? paging.pages : 1);
    if (question !== asked) return;
    found.patch({ phase: "ready", items: pages.flatMap(({ items }) => items), counts: pages[0].counts as Record<FoundState, number>, paging: pagingOf(pages) });
  } catch {
    if (question === asked && found.value.phase === "loading") found.patch({ phase: "failed" });
  }
}

export async function loadMoreFound(): Promise<void> {
  const { show, words, items, paging } = found.value;
  if (!paging.next || paging.more === "loading") return;
  const question = asked;
  found.patch({ paging: { ...paging, more: "loading" } });
  try {
    const page = await server.fetchItems(show, words.trim(), paging.next);
    if (question === asked) found.patch({ items: [...items, ...page.items], paging: { pages: paging.pages + 1, next: page.next, more: "ready" } });
  } catch {
    if (question === asked) found.patch({ paging: { ...paging, more: "failed" } });
  }
}

const SEARCH_MS = 250;
let soon: ReturnType<typeof setTimeout> | undefined;

export function filterFound(change: Partial<Pick<FoundItems, "show" | "words">>): void {
  found.patch(change);
  clearTimeout(soon);
  soon = setTimeout(() => void loadFound({ quiet: change.words !== undefined }), change.words === undefined ? 0 : SEARCH_MS);
}

export async function loadItem(number: string): Promise<void> {
  if (number === NEW) return;
  try {
    details.patch({ [number]: await server.fetchItem(number) });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) details.patch({ [number]: "missing" });
    else notify(explain(error), "danger");
  }
}

export async function loadForCase(reference: string): Promise<void> {
  try {
    ofCases.patch({ [reference]: await server.fetchForCase(reference) });
  } catch {
    // The case is there without it; the next look asks again.
  }
}

/** Do it once, take in the answer, and say what came of it; whether it went well. */
async function perform(deed: Deed, work: () => Promise<FoundDetail>, done: string): Promise<FoundDetail | null> {
  if (foundDeed.value) return null;
  foundDeed.set(deed);
  try {
    const detail = await work();
    details.patch({ [detail.item.number]: detail });
    notify(done);
    void loadFound({ quiet: true });
    return detail;
  } catch (error) {
    const t = text().found.refused;
    notify(explain(error, t), "danger");
    const { section, id } = here.value;
    if (error instanceof ApiError && error.status === 409 && section === SECTION && id) void loadItem(id);
    return null;
  } finally {
    foundDeed.set(null);
  }
}

export async function save(number: string, description: Description, version: number): Promise<void> {
  const t = text().found;
  const lack = lackOf(description, new Date());
  if (lack) {
    notify(t.lacking[lack], "danger");
    return;
  }
  const detail = await perform("save", () => (number === NEW ? server.enter(description) : server.change(number, description, version)), number === NEW ? t.entered : t.saved);
  if (!detail) return;
  forgetDraft(number);
  if (number === NEW) select(detail.item.number);
}

export const keepPhoto = (number: string, file: File) => perform("photo", () => server.keepPhoto(number, file), text().found.photoKept);
export const takePhotoAway = (number: string) => perform("photo", () => server.takePhotoAway(number), text().found.photoGone);

export async function link(number: string, reference: string, note: string): Promise<boolean> {
  const done = await perform("link", () => server.link(number, reference.trim(), note), text().found.linked);
  if (done) void loadForCase(reference).then(() => loadCase(reference));
  return done !== null;
}

export async function act(number: string, deed: "unlink" | "hand-back" | "dispose", note: string): Promise<boolean> {
  const known = details.value[number];
  const reference = known && known !== "missing" ? known.item.case?.reference : undefined;
  const done = await perform(deed, () => server.perform(number, deed, note), text().found.done[deed]);
  if (done && reference) void loadForCase(reference).then(() => loadCase(reference));
  return done !== null;
}

/** Something that was found just now. */
export function begin(): void {
  if (!drafts.value[NEW]) drafts.patch({ [NEW]: blank(new Date()) });
  select(NEW);
}

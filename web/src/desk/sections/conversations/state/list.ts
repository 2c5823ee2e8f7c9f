/** The conversation list: what the server listed, kept true by live events. */
import { Store } from "../../../../kit/store";
import type { Message } from "../../../../kit/api/messages";
import type { ConversationList, Summary } from "../../../../kit/api/types";
import { fetchList, fetchMessages } from "../api";
import { belongs, type Counts, countsAfter, type Filter, type Sort, sorted, type View, VIEWS } from "../logic/lists";
import { FIRST_PAGE, firstPages, type Paging, pagingOf } from "../../../logic/pages";
import { me, session } from "../../../state/session";
import { recall, remember } from "../../../state/storage";

export interface ListState {
  view: View;
  filter: Filter;
  /** Those alone that have this label; null for all. */
  label: string | null;
  sort: Sort;
  /** Ids shown in this view and filter. */
  ids: ReadonlySet<string>;
  counts: Counts;
  phase: "loading" | "ready" | "failed";
  paging: Paging;
}

const start = (): ListState => ({
  view: recall<View>("view", "mine"),
  filter: "open",
  label: null,
  sort: recall<Sort>("sort", "waiting"),
  ids: new Set(),
  counts: { mine: 0, unassigned: 0, all: 0 },
  phase: "loading",
  paging: FIRST_PAGE,
});

export const list = new Store<ListState>(start());

/** Every conversation heard of since sign-in, in its newest state. */
export const summaries = new Store<Record<string, Summary>>({});

export function forgetList(): void {
  list.set(start());
  summaries.set({});
}

let latest = 0;

/** What live events told while an answer was on its way is newer than that answer. */
const touched = new Set<string>();

function isOlder(one: Summary, than: Summary | undefined): boolean {
  if (!than) return false;
  const [left, right] = [Date.parse(one.updated_at), Date.parse(than.updated_at)];
  return left === right ? one.last_seq < than.last_seq : left < right;
}

/** Ask the server again; an answer overtaken by a newer question is dropped. */
export async function loadList({ quiet = false } = {}): Promise<void> {
  const turn = (latest += 1);
  touched.clear();
  if (!quiet) list.patch({ phase: "loading", ids: new Set(), paging: FIRST_PAGE });
  const { view, filter, label, paging } = list.value;
  try {
    const pages = await firstPages((cursor) => fetchList(view, filter, { label, cursor }), paging.pages);
    if (turn === latest) applyAnswer(pages);
  } catch {
    if (turn === latest && list.value.phase === "loading") list.patch({ phase: "failed" });
  }
}

/** The page after the last one. A list that was read anew meanwhile names another: then this one is not needed. */
export async function loadMore(): Promise<void> {
  const { view, filter, label, paging } = list.value;
  if (!paging.next || paging.more === "loading") return;
  const still = () => list.value.paging.next === paging.next;
  list.patch({ paging: { ...paging, more: "loading" } });
  try {
    const { conversations, next } = await fetchList(view, filter, { label, cursor: paging.next });
    if (!still()) return;
    learn(conversations);
    const ids = new Set([...list.value.ids, ...conversations.flatMap(({ id }) => (touched.has(id) ? [] : id))]);
    list.patch({ ids, paging: { pages: paging.pages + 1, next, more: "ready" } });
  } catch {
    if (still()) list.patch({ paging: { ...paging, more: "failed" } });
  }
}

function learn(conversations: readonly Summary[]): void {
  const fresh = conversations.filter((summary) => !isOlder(summary, summaries.value[summary.id]));
  summaries.patch(Object.fromEntries(fresh.map((summary) => [summary.id, summary])));
}

function isShown(summary: Summary): boolean {
  const { view, filter, label } = list.value;
  return belongs(summary, view, filter, me().id) && (label === null || summary.labels.includes(label));
}

function applyAnswer(pages: [ConversationList, ...ConversationList[]]): void {
  const conversations = pages.flatMap((page) => page.conversations);
  learn(conversations);
  const ids = new Set(conversations.map(({ id }) => id));
  for (const id of touched) {
    const summary = summaries.value[id];
    if (summary && isShown(summary)) ids.add(id);
    else ids.delete(id);
  }
  list.patch({ phase: "ready", counts: pages[0].counts, ids, paging: pagingOf(pages) });
}

/** The queue has no states to filter by. */
export function showView(view: View, wanted: Filter = "open"): void {
  const filter = view === "unassigned" ? "open" : wanted;
  if (view === list.value.view && filter === list.value.filter) return;
  remember("view", view);
  list.patch({ view, filter });
  void loadList();
}

export function showLabel(label: string | null): void {
  list.patch({ label });
  void loadList();
}

export function nextView(): void {
  const at = VIEWS.indexOf(list.value.view);
  showView(VIEWS[(at + 1) % VIEWS.length] ?? "mine");
}

export function sortBy(sort: Sort): void {
  remember("sort", sort);
  list.patch({ sort });
}

/** Take in a newer state of a conversation, from an event or an answer. */
export function receiveSummary(summary: Summary): void {
  if (session.value.phase !== "in") return;
  const before = summaries.value[summary.id];
  if (isOlder(summary, before)) return;
  touched.add(summary.id);
  summaries.patch({ [summary.id]: summary });
  const { counts, ids } = list.value;
  const next = new Set(ids);
  if (isShown(summary)) next.add(summary.id);
  else next.delete(summary.id);
  list.patch({ ids: next, counts: before ? countsAfter(counts, before, summary, me().id) : counts });
  if (!before) recountSoon();
}

/** A message may arrive before the conversation event that belongs to it. */
export function receiveLastMessage(id: string, message: Message): void {
  const summary = summaries.value[id];
  if (!summary || message.seq <= summary.last_seq) return;
  const { body, author, created_at } = message;
  // A row shows what people said to each other: by that they are told apart.
  const hidden = message.kind === "note" || author === "system" || author === "bot";
  summaries.patch({ [id]: { ...summary, last_seq: message.seq, ...(!hidden && { last_message: { body, author, created_at } }) } });
}

/** The numbers alone: the rows are kept true by live events. */
async function recountNow(): Promise<void> {
  const { view, filter } = list.value;
  const answer = await fetchList(view, filter, { limit: 1 }).catch(() => null);
  if (answer) list.patch({ counts: answer.counts });
}

let recount: ReturnType<typeof setTimeout> | undefined;

/** Of a conversation never seen before nobody knows whether it was counted, and the queue may have moved: ask, but once for many. */
export function recountSoon(): void {
  recount ??= setTimeout(() => {
    recount = undefined;
    if (session.value.phase === "in") void recountNow();
  }, 600);
}

export function shownRows(): Summary[] {
  const rows = [...list.value.ids].flatMap((id) => summaries.value[id] ?? []);
  return sorted(rows, list.value.sort);
}

const LAST = 1_000_000_000;

/** Ask for a conversation that may be in no list, without its messages. */
export async function learnSummary(id: string): Promise<void> {
  if (summaries.value[id]) return;
  const answer = await fetchMessages(id, LAST).catch(() => null);
  if (answer && !summaries.value[id]) summaries.patch({ [id]: answer.conversation });
}

/** The conversation list: what the server listed, kept true by live events. */
import { Store } from "../../../../kit/store";
import type { Message } from "../../../../kit/api/messages";
import type { ConversationList, Summary } from "../../../../kit/api/types";
import { fetchList, fetchMessages } from "../api";
import { belongs, type Counts, countsAfter, type Filter, type Sort, sorted, type View, VIEWS } from "../logic/lists";
import { me, session } from "../../../state/session";
import { recall, remember } from "../../../state/storage";

export interface ListState {
  view: View;
  filter: Filter;
  sort: Sort;
  /** Ids shown in this view and filter. */
  ids: ReadonlySet<string>;
  counts: Counts;
  phase: "loading" | "ready" | "failed";
}

const start = (): ListState => ({
  view: recall<View>("view", "mine"),
  filter: "open",
  sort: recall<Sort>("sort", "waiting"),
  ids: new Set(),
  counts: { mine: 0, unassigned: 0, all: 0 },
  phase: "loading",
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
  if (!quiet) list.patch({ phase: "loading", ids: new Set() });
  try {
    const answer = await fetchList(list.value.view, list.value.filter);
    if (turn === latest) applyAnswer(answer);
  } catch {
    if (turn === latest && list.value.phase === "loading") list.patch({ phase: "failed" });
  }
}

function applyAnswer({ conversations, counts }: ConversationList): void {
  const { view, filter } = list.value;
  const fresh = conversations.filter((summary) => !isOlder(summary, summaries.value[summary.id]));
  summaries.patch(Object.fromEntries(fresh.map((summary) => [summary.id, summary])));
  const ids = new Set(conversations.map(({ id }) => id));
  for (const id of touched) {
    const summary = summaries.value[id];
    if (summary && belongs(summary, view, filter, me().id)) ids.add(id);
    else ids.delete(id);
  }
  list.patch({ phase: "ready", counts, ids });
}

/** The queue has no states to filter by. */
export function showView(view: View, wanted: Filter = "open"): void {
  const filter = view === "unassigned" ? "open" : wanted;
  if (view === list.value.view && filter === list.value.filter) return;
  remember("view", view);
  list.patch({ view, filter });
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
  const { view, filter, counts, ids } = list.value;
  const next = new Set(ids);
  if (belongs(summary, view, filter, me().id)) next.add(summary.id);
  else next.delete(summary.id);
  list.patch({ ids: next, counts: before ? countsAfter(counts, before, summary, me().id) : counts });
  if (!before) recountSoon();
}

/** A message may arrive before the conversation event that belongs to it. */
export function receiveLastMessage(id: string, message: Message): void {
  const summary = summaries.value[id];
  if (!summary || message.seq <= summary.last_seq) return;
  const { body, author, created_at } = message;
  const hidden = message.kind === "note" || author === "system";
  summaries.patch({ [id]: { ...summary, last_seq: message.seq, ...(!hidden && { last_message: { body, author, created_at } }) } });
}

let recount: ReturnType<typeof setTimeout> | undefined;

/** Of a conversation never seen before nobody knows whether it was counted, and the queue may have moved: ask, but once for many. */
export function recountSoon(): void {
  recount ??= setTimeout(() => {
    recount = undefined;
    if (session.value.phase === "in") void loadList({ quiet: true });
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

/** Which conversations belong in which list, in what order, and how many there are. */
import type { Status, Summary } from "../../../../kit/api/types";

export type View = "mine" | "unassigned" | "all";
export type Filter = "open" | "snoozed" | "resolved";
/** `waiting` is the order of the line: urgency, then the wait; `longest` is the wait alone. */
export type Sort = "waiting" | "longest" | "newest";
export type Counts = Record<View, number>;

export const VIEWS: readonly View[] = ["mine", "unassigned", "all"];
export const FILTERS: readonly Filter[] = ["open", "snoozed", "resolved"];
export const SORTS: readonly Sort[] = ["waiting", "longest", "newest"];

const OPEN: readonly Status[] = ["bot", "queued", "assigned"];

function passes(status: Status, filter: Filter): boolean {
  return filter === "open" ? OPEN.includes(status) : status === filter;
}

/** True when a conversation is to be shown in a list of this agent. */
export function belongs(summary: Summary, view: View, filter: Filter, agentId: string): boolean {
  if (!passes(summary.status, filter)) return false;
  if (view === "all") return true;
  return view === "mine" ? summary.assignee?.id === agentId : summary.status === "queued";
}

const time = (iso: string | null): number => (iso ? Date.parse(iso) : Number.POSITIVE_INFINITY);

/** Newest first by what was last said, not by who last looked. */
const lastTouched = (summary: Summary): number => time(summary.last_message?.created_at ?? summary.updated_at);

/** Who waits comes before who does not, and who is upset before who is calm: as the server and the customer's place in the queue have it. */
function byWaiting(a: Summary, b: Summary): number {
  const [left, right] = [time(a.waiting_since), time(b.waiting_since)];
  if (a.waiting_since && b.waiting_since && a.priority !== b.priority) return b.priority - a.priority;
  return left === right ? lastTouched(b) - lastTouched(a) : left - right;
}

const byNewest = (a: Summary, b: Summary): number => lastTouched(b) - lastTouched(a);
const byLongest = (a: Summary, b: Summary): number => time(a.waiting_since) - time(b.waiting_since) || byNewest(a, b);
const ORDERS: Record<Sort, (a: Summary, b: Summary) => number> = { waiting: byWaiting, longest: byLongest, newest: byNewest };

export function sorted(summaries: readonly Summary[], sort: Sort): Summary[] {
  return [...summaries].sort(ORDERS[sort]);
}

/** The tabs count open conversations, whatever the list is filtered by. */
export function countsAfter(counts: Counts, before: Summary, after: Summary, agentId: string): Counts {
  const next = { ...counts };
  for (const view of VIEWS) {
    const was = belongs(before, view, "open", agentId);
    const is = belongs(after, view, "open", agentId);
    next[view] = Math.max(0, next[view] + Number(is) - Number(was));
  }
  return next;
}

/** Which cases are asked for, in what order they wait, and how pressing each is. */
import { daysUntil } from "../../../../kit/time";
import type { CaseSummary, Deadline } from "../../../../kit/api/types";

export type CaseTab = "open" | "mine" | "closed";
export const CASE_TABS: readonly CaseTab[] = ["open", "mine", "closed"];

export interface CaseFilter {
  tab: CaseTab;
  /** Empty for all kinds. */
  kind: string;
  words: string;
}

/** The query for a filter. Whoever searches by a reference means that case, whatever list it is in. */
export function queryOf({ tab, kind, words }: CaseFilter): string {
  const parameters = new URLSearchParams();
  const wanted = words.trim();
  parameters.set("status", wanted ? "any" : tab === "closed" ? "closed" : "open");
  if (!wanted && tab === "mine") parameters.set("assignee", "me");
  if (kind) parameters.set("kind", kind);
  if (wanted) parameters.set("q", wanted);
  return parameters.toString();
}

export const isClosed = (one: Pick<CaseSummary, "closed_at">): boolean => one.closed_at !== null;

export type Urgency = "overdue" | "soon" | "later";
export interface Due {
  urgency: Urgency;
  /** Milliseconds left; negative when it is past. */
  left: number;
}

/** From here on a case is shown as due soon. */
const SOON_MS = 24 * 3_600_000;

/** How a case stands to its due time: nothing once it is closed, or when it has none. */
export function dueOf(one: Pick<CaseSummary, "closed_at" | "due_at">, now: number): Due | null {
  if (!one.due_at || isClosed(one)) return null;
  const left = Date.parse(one.due_at) - now;
  return { left, urgency: left < 0 ? "overdue" : left <= SOON_MS ? "soon" : "later" };
}

/** The next day comes first, then those that have passed. */
export function deadlinesInOrder(deadlines: readonly Deadline[], now: Date): Deadline[] {
  const passed = (deadline: Deadline) => daysUntil(deadline.due_on, now) < 0;
  return [...deadlines].sort((a, b) => Number(passed(a)) - Number(passed(b)) || a.due_on.localeCompare(b.due_on));
}

const time = (iso: string | null): number => (iso ? Date.parse(iso) : Number.POSITIVE_INFINITY);

/** Open cases by what is due first; closed ones, and those without a due time, newest first. */
export function inOrder(cases: readonly CaseSummary[]): CaseSummary[] {
  const key = (one: CaseSummary) => (isClosed(one) ? Number.POSITIVE_INFINITY : time(one.due_at));
  return [...cases].sort((a, b) => (key(a) === key(b) ? Date.parse(b.updated_at) - Date.parse(a.updated_at) : key(a) - key(b)));
}

/** What the report shows: what was asked for, and the answers as they come. */
import { Store } from "../../../kit/store";
import { note } from "../../address";
import * as server from "./api";
import { type Query, queryFrom, searchFor } from "./query";
import { type Caller, type Journey, keyOf, type Touchpoint } from "./types";

export interface Results {
  phase: "loading" | "ready" | "failed";
  found: Journey | null;
}

export interface Callers {
  phase: "loading" | "ready" | "failed";
  list: Caller[];
  /** Those alone that left there before the end. */
  left: boolean;
}

export const query = new Store<Query>(queryFrom(location.search));
export const results = new Store<Results>({ phase: "loading", found: null });
/** The touchpoint that is looked at, and the conversations that came by. */
export const chosen = new Store<string | null>(null);
export const callers = new Store<Callers>({ phase: "loading", list: [], left: false });

/** Another question: the address follows, and what is shown. */
export function ask(changes: Partial<Query>): void {
  const before = searchFor(query.value);
  query.patch(changes);
  note(searchFor(query.value));
  if (before !== searchFor(query.value)) void load();
}

/** What the address asks for by now: another report may have changed its days. */
export function start(): void {
  query.set(queryFrom(location.search));
  void load();
}

/** Everything anew. An answer to an earlier question is dropped. */
export async function load(): Promise<void> {
  const asked = query.value;
  results.patch({ phase: "loading" });
  chosen.set(null);
  try {
    const found = await server.fetchJourney(asked);
    if (query.value === asked) results.set({ phase: "ready", found });
  } catch {
    if (query.value === asked) results.set({ phase: "failed", found: null });
  }
}

/** Look at a touchpoint more closely; the same one again closes it. */
export function look(one: Touchpoint): void {
  const key = keyOf(one);
  chosen.set(chosen.value === key ? null : key);
  if (chosen.value) void loadCallers(one, false);
}

export async function loadCallers(one: Touchpoint, left: boolean): Promise<void> {
  const [asked, key] = [query.value, keyOf(one)];
  callers.set({ phase: "loading", list: [], left });
  const isCurrent = () => query.value === asked && chosen.value === key && callers.value.left === left;
  try {
    const { conversations } = await server.fetchCallers(asked, one, left);
    if (isCurrent()) callers.set({ phase: "ready", list: conversations, left });
  } catch {
    if (isCurrent()) callers.set({ phase: "failed", list: [], left });
  }
}

/** What the report shows: what was asked for, and the plan as it comes. */
import { Store } from "../../../kit/store";
import { note } from "../../address";
import * as server from "./api";
import { type Query, queryFrom, searchFor } from "./query";
import type { Imported, Person, Staffing } from "./types";

export interface Results {
  phase: "loading" | "ready" | "failed";
  found: Staffing | null;
}

export const query = new Store<Query>(queryFrom(location.search));
export const results = new Store<Results>({ phase: "loading", found: null });
export const people = new Store<Person[]>([]);

/** A slider that is moved asks once it rests. */
const REST = 250;
let waiting = 0;

export function ask(changes: Partial<Query>): void {
  query.patch(changes);
  note(searchFor(query.value, location.search));
  results.patch({ phase: "loading" });
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => void load(), REST);
}

/** What the address asks for, and who may be planned. */
export async function start(): Promise<void> {
  query.set(queryFrom(location.search));
  const listed = server.fetchPeople().then(({ people: found }) => people.set(found.filter(({ active }) => active)));
  await Promise.allSettled([listed, load()]);
}

/** The plan anew. An answer to an earlier question is dropped. */
export async function load(): Promise<void> {
  const asked = query.value;
  results.patch({ phase: "loading" });
  try {
    const found = await server.fetchStaffing(asked);
    if (query.value === asked) results.set({ phase: "ready", found });
  } catch {
    if (query.value === asked) results.set({ phase: "failed", found: null });
  }
}

/** Plan somebody; the plan follows. Throws what the server says. */
export async function plan(agent_id: string, starts_at: string, ends_at: string): Promise<void> {
  await server.addShift({ agent_id, starts_at, ends_at });
  await load();
}

/** Take a shift off the roster; one that is gone already is gone. */
export async function unplan(id: string): Promise<void> {
  await server.removeShift(id).catch(() => undefined);
  await load();
}

export async function takeIn(csv: string): Promise<Imported> {
  const done = await server.importShifts(csv);
  if (done.added) await load();
  return done;
}

/** The signs at counters, as the server has them. */
import { Store } from "../../../kit/store";
import * as server from "./api";
import type { Counter } from "./types";

export const counters = new Store<Counter[]>([]);

export async function loadCounters(): Promise<void> {
  counters.set(await server.fetchCounters().then(({ counters: found }) => found, () => counters.value));
}

/** Put one up; says whether that was done. */
export async function addCounter(questionnaire: string, name: Counter["name"]): Promise<boolean> {
  try {
    counters.set([await server.createCounter(questionnaire, name), ...counters.value]);
    return true;
  } catch {
    return false;
  }
}

/** Have one ask again, or ask nobody any more. */
export async function turnCounter(id: string, open: boolean): Promise<void> {
  await server.switchCounter(id, open).catch(() => null);
  await loadCounters();
}

/** What the report shows: what was picked, what is rated by, and what comes of it. */
import { Store } from "../../../kit/store";
import * as server from "./api";
import type { Criterion, Report, Scorecard } from "./types";

interface Coaching {
  phase: "loading" | "ready" | "failed";
  criteria: Criterion[];
  report: Report | null;
  cards: Scorecard[];
  next: string | null;
}

export const coaching = new Store<Coaching>({ phase: "loading", criteria: [], report: null, cards: [], next: null });

export async function load(): Promise<void> {
  coaching.patch({ phase: "loading" });
  try {
    const [{ criteria }, report, { scorecards, next }] = await Promise.all([server.fetchCriteria(), server.fetchReport(), server.fetchCards(null)]);
    coaching.set({ phase: "ready", criteria, report, cards: scorecards, next });
  } catch {
    coaching.patch({ phase: "failed" });
  }
}

export async function loadMore(): Promise<void> {
  const { cards, next } = coaching.value;
  const page = await server.fetchCards(next);
  coaching.patch({ cards: [...cards, ...page.scorecards], next: page.next });
}

/** How many were picked; the list follows. */
export async function pick(perAgent: number, days: number): Promise<number> {
  const { picked } = await server.pick(perAgent, days);
  if (picked) await load();
  return picked;
}

/** One's own rating; the figures follow once both are in. Throws what the server says. */
export async function rate(id: string, scores: Record<string, number>, note: string): Promise<void> {
  put(await server.rate(id, scores, note));
  coaching.patch({ report: await server.fetchReport() });
}

export async function share(id: string, shared: boolean): Promise<void> {
  put(await server.share(id, shared));
}

const put = (card: Scorecard): void => coaching.patch({ cards: coaching.value.cards.map((one) => (one.id === card.id ? card : one)) });

/** What the report shows: what was asked for, and the answers as they come. */
import { loadCatalogue } from "../../../desk/state/catalogue";
import { Store } from "../../../kit/store";
import { note } from "../../address";
import * as server from "./api";
import { type Query, queryFrom, searchFor } from "./query";
import type { Behind, Gaps, Score, ServiceReport } from "./types";

type Phase = "loading" | "ready" | "failed";

export interface Listed {
  phase: Phase;
  list: Behind[];
  next: string | null;
}

/** The conversations behind a figure, in a dialog: whose, and what it is called. */
export interface Shown extends Listed {
  meant: server.Meant;
  title: string;
}

const NOTHING: Listed = { phase: "loading", list: [], next: null };
const LOWEST: server.Meant = { metric: "score", counted: true };

export const query = new Store<Query>(queryFrom(location.search));
export const results = new Store<{ phase: Phase; report: ServiceReport | null }>({ phase: "loading", report: null });
export const score = new Store<{ phase: Phase; found: Score | null }>({ phase: "loading", found: null });
export const gaps = new Store<{ phase: Phase; found: Gaps | null }>({ phase: "loading", found: null });
export const lowest = new Store<Listed>(NOTHING);
export const shown = new Store<{ behind: Shown | null }>({ behind: null });

/** Another question: the address follows, and what is shown. */
export function ask(changes: Partial<Query>): void {
  const before = searchFor(query.value);
  query.patch(changes);
  note(searchFor(query.value));
  if (before === searchFor(query.value)) return;
  void loadReport();
  if (Object.keys(changes).some((key) => key !== "group")) loadBelow();
}

/** What the address asks for by now: another report may have changed its days. */
export function start(): void {
  query.set(queryFrom(location.search));
  void loadCatalogue();
  void loadReport();
  loadBelow();
}

export async function loadReport(): Promise<void> {
  const asked = query.value;
  results.patch({ phase: "loading" });
  try {
    const report = await server.fetchReport(asked);
    if (query.value === asked) results.set({ phase: "ready", report });
  } catch {
    if (query.value === asked) results.set({ phase: "failed", report: null });
  }
}

function loadBelow(): void {
  void loadGaps();
  lowest.set(NOTHING);
  void loadLowest();
  void loadScore();
}

async function loadScore(): Promise<void> {
  const asked = query.value;
  score.set({ phase: "loading", found: null });
  try {
    const found = await server.fetchScore(asked);
    if (query.value === asked) score.set({ phase: "ready", found });
  } catch {
    if (query.value === asked) score.set({ phase: "failed", found: null });
  }
}

/** The assistant says what words mean: without it everything else is there all the same. */
export async function loadGaps(): Promise<void> {
  const asked = query.value;
  gaps.set({ phase: "loading", found: null });
  try {
    const found = await server.fetchGaps(asked);
    if (query.value === asked) gaps.set({ phase: "ready", found });
  } catch {
    if (query.value === asked) gaps.set({ phase: "failed", found: null });
  }
}

/** The lowest scores: the first ones, or more of them. */
export async function loadLowest(): Promise<void> {
  const asked = query.value;
  lowest.patch({ phase: "loading" });
  const found = await more(asked, LOWEST, lowest.value, 10);
  if (query.value === asked) lowest.set(found);
}

/** Open the list of conversations behind a figure. */
export function showBehind(meant: server.Meant, title: string): void {
  shown.set({ behind: { ...NOTHING, meant, title } });
  void loadBehind();
}

export const hideBehind = (): void => shown.set({ behind: null });

export async function loadBehind(): Promise<void> {
  const before = shown.value.behind;
  if (!before) return;
  const found = await more(query.value, before.meant, before, 20);
  // Closed meanwhile, or another one opened.
  if (shown.value.behind === before) shown.set({ behind: { ...before, ...found } });
}

async function more(asked: Query, meant: server.Meant, known: Listed, limit: number): Promise<Listed> {
  try {
    const page = await server.fetchBehind(asked, meant, known.next, limit);
    return { phase: "ready", list: [...known.list, ...page.conversations], next: page.next };
  } catch {
    return { ...known, phase: "failed" };
  }
}

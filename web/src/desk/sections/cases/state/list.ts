/** The list of cases: what the server listed for the filter, asked again whenever something may have changed. */
import { Store } from "../../../../kit/store";
import { fetchCases } from "../api";
import { type CaseFilter, inOrder, queryOf } from "../logic/cases";
import type { CaseList, CaseSummary } from "../../../../kit/api/types";
import { FIRST_PAGE, firstPages, type Paging, pagingOf } from "../../../logic/pages";
import { session } from "../../../state/session";
import { recall, remember } from "../../../state/storage";

export interface CasesState {
  filter: CaseFilter;
  phase: "loading" | "ready" | "failed";
  shown: CaseSummary[];
  /** Null until the server has counted. */
  counts: CaseList["counts"] | null;
  paging: Paging;
}

const start = (): CasesState => ({
  filter: { tab: recall("cases.tab", "open"), kind: recall("cases.kind", ""), words: "" },
  phase: "loading",
  shown: [],
  counts: null,
  paging: FIRST_PAGE,
});

export const cases = new Store<CasesState>(start());

export const forgetCases = (): void => cases.set(start());

let latest = 0;

/** Ask the server again; an answer overtaken by a newer question is dropped. */
export async function loadCases({ quiet = false } = {}): Promise<void> {
  const turn = (latest += 1);
  if (!quiet) cases.patch({ phase: "loading", shown: [], paging: FIRST_PAGE });
  const { filter, paging } = cases.value;
  try {
    const pages = await firstPages((cursor) => fetchCases(queryOf(filter), cursor), paging.pages);
    const shown = inOrder(eachOnce(pages.flatMap((page) => page.cases)));
    if (turn === latest) cases.patch({ phase: "ready", shown, counts: pages[0].counts, paging: pagingOf(pages) });
  } catch {
    if (turn === latest && cases.value.phase === "loading") cases.patch({ phase: "failed" });
  }
}

/** A case that moved in the list meanwhile may be on two pages; the later one is newer. */
const eachOnce = (found: readonly CaseSummary[]): CaseSummary[] => [...new Map(found.map((one) => [one.id, one])).values()];

/** The page after the last one. A list that was read anew meanwhile names another: then this one is not needed. */
export async function loadMoreCases(): Promise<void> {
  const { filter, paging } = cases.value;
  if (!paging.next || paging.more === "loading") return;
  const still = () => cases.value.paging.next === paging.next;
  cases.patch({ paging: { ...paging, more: "loading" } });
  try {
    const { cases: found, next } = await fetchCases(queryOf(filter), paging.next);
    if (!still()) return;
    cases.patch({ shown: inOrder(eachOnce([...cases.value.shown, ...found])), paging: { pages: paging.pages + 1, next, more: "ready" } });
  } catch {
    if (still()) cases.patch({ paging: { ...paging, more: "failed" } });
  }
}

const TYPING_MS = 220;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Change the filter; while somebody is typing the server is not asked for every letter, and what was found stays. */
export function filterCases(change: Partial<CaseFilter>): void {
  const filter = { ...cases.value.filter, ...change };
  cases.patch({ filter, phase: "loading", paging: FIRST_PAGE });
  remember("cases.tab", filter.tab);
  remember("cases.kind", filter.kind || null);
  clearTimeout(timer);
  if (change.words === undefined) void loadCases();
  else timer = setTimeout(() => void loadCases({ quiet: true }), TYPING_MS);
}

/** The first case of the list as it is filtered now, waiting for the answer if it is still on its way. */
export async function firstFound(): Promise<CaseSummary | undefined> {
  if (cases.value.phase !== "ready") await loadCases({ quiet: true });
  return cases.value.phase === "ready" ? cases.value.shown[0] : undefined;
}

let refresh: ReturnType<typeof setTimeout> | undefined;

/** Several changes that come together are one question. */
export function refreshCasesSoon(): void {
  refresh ??= setTimeout(() => {
    refresh = undefined;
    if (session.value.phase === "in") void loadCases({ quiet: true });
  }, 800);
}

/** The list of articles: what the server found for the filter. */
import { Store } from "../../../../kit/store";
import type { ArticleList, ArticleRow, ArticleShow } from "../../../../kit/api/types";
import { FIRST_PAGE, firstPages, type Paging, pagingOf } from "../../../logic/pages";
import { recall, remember } from "../../../state/storage";
import { fetchArticles } from "../api";

export const SHOWS: readonly ArticleShow[] = ["all", "live", "draft", "gaps", "withdrawn", "written"];
export const PARTS = ["articles", "questions"] as const;
export type PartShown = (typeof PARTS)[number];

export interface ArticlesState {
  part: PartShown;
  show: ArticleShow;
  words: string;
  phase: "loading" | "ready" | "failed";
  shown: ArticleRow[];
  /** Null until the server has counted. */
  counts: ArticleList["counts"] | null;
  paging: Paging;
}

const start = (): ArticlesState => ({ part: "articles", show: recall<ArticleShow>("knowledge.show", "all"), words: "", phase: "loading", shown: [], counts: null, paging: FIRST_PAGE });

export const articles = new Store<ArticlesState>(start());

export const forgetArticles = (): void => articles.set(start());

let latest = 0;

/** Ask the server again; an answer overtaken by a newer question is dropped. */
export async function loadArticles({ quiet = false } = {}): Promise<void> {
  const turn = (latest += 1);
  if (!quiet) articles.patch({ phase: "loading", shown: [], paging: FIRST_PAGE });
  const { show, words, paging } = articles.value;
  try {
    const pages = await firstPages((cursor) => fetchArticles(show, words.trim(), cursor), paging.pages);
    if (turn === latest) articles.patch({ phase: "ready", shown: pages.flatMap((page) => page.articles), counts: pages[0].counts, paging: pagingOf(pages) });
  } catch {
    if (turn === latest && articles.value.phase === "loading") articles.patch({ phase: "failed" });
  }
}

export async function loadMoreArticles(): Promise<void> {
  const { show, words, paging } = articles.value;
  if (!paging.next || paging.more === "loading") return;
  const still = () => articles.value.paging.next === paging.next;
  articles.patch({ paging: { ...paging, more: "loading" } });
  try {
    const { articles: found, next } = await fetchArticles(show, words.trim(), paging.next);
    if (still()) articles.patch({ shown: [...articles.value.shown, ...found], paging: { pages: paging.pages + 1, next, more: "ready" } });
  } catch {
    if (still()) articles.patch({ paging: { ...paging, more: "failed" } });
  }
}

const TYPING_MS = 220;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Change the filter; while somebody is typing the server is not asked for every letter, and what was found stays. */
export function filterArticles(change: Partial<Pick<ArticlesState, "show" | "words">>): void {
  articles.patch({ ...change, phase: "loading", paging: FIRST_PAGE });
  remember("knowledge.show", articles.value.show);
  clearTimeout(timer);
  if (change.words === undefined) void loadArticles();
  else timer = setTimeout(() => void loadArticles({ quiet: true }), TYPING_MS);
}

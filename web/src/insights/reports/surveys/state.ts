/** What the page shows: what was asked for, and the answers as they come. */
import { ApiError } from "../../../kit/http";
import { Store } from "../../../kit/store";
import { note } from "../../address";
import * as server from "./api";
import { type Query, queryFrom, searchFor } from "./query";
import type { Comment, Questionnaire, Report, Themes } from "./types";

export interface Results {
  phase: "loading" | "ready" | "failed";
  /** The error's code, to be said in words. */
  problem: string | null;
  /** By weeks; its totals are those of the whole page. */
  weeks: Report | null;
  groups: Report | null;
}

export interface Comments {
  phase: "loading" | "ready" | "failed";
  list: Comment[];
  next: string | null;
}

export interface Told {
  phase: "loading" | "ready" | "failed";
  found: Themes | null;
}

export const query = new Store<Query>(queryFrom(location.search));
export const questionnaires = new Store<Questionnaire[]>([]);
export const results = new Store<Results>({ phase: "loading", problem: null, weeks: null, groups: null });
export const comments = new Store<Comments>({ phase: "loading", list: [], next: null });

export const themes = new Store<Told>({ phase: "loading", found: null });

/** Another question: the address follows, and what is shown. */
export function ask(changes: Partial<Query>): void {
  const before = query.value;
  query.patch(changes);
  note(searchFor(query.value));
  if (Object.keys(changes).every((key) => key === "group") && results.value.weeks) void loadGroups();
  else if (searchFor(before) !== searchFor(query.value)) void load();
}

/** What the address asks for by now: another report may have changed its days. */
export async function start(): Promise<void> {
  query.set(queryFrom(location.search));
  const listed = server.fetchQuestionnaires().then(({ questionnaires: found }) => questionnaires.set(found));
  await Promise.allSettled([listed, load()]);
}

/** Everything anew. An answer to an earlier question is dropped. */
export async function load(): Promise<void> {
  const asked = query.value;
  results.set({ ...results.value, phase: "loading", problem: null });
  void loadComments();
  void loadThemes();
  try {
    const [weeks, groups] = await Promise.all([server.fetchReport(asked, "week"), server.fetchReport(asked, asked.group)]);
    if (query.value === asked) results.set({ phase: "ready", problem: null, weeks, groups });
  } catch (error) {
    if (query.value === asked) results.set({ phase: "failed", problem: error instanceof ApiError ? error.code : "other", weeks: null, groups: null });
  }
}

async function loadGroups(): Promise<void> {
  const asked = query.value;
  try {
    const groups = await server.fetchReport(asked, asked.group);
    if (query.value === asked) results.patch({ groups });
  } catch {
    if (query.value === asked) results.patch({ phase: "failed" });
  }
}

async function loadComments(): Promise<void> {
  comments.set({ phase: "loading", list: [], next: null });
  await loadMoreComments();
}

export async function loadMoreComments(): Promise<void> {
  const asked = query.value;
  const { list, next } = comments.value;
  comments.patch({ phase: "loading" });
  try {
    const page = await server.fetchComments(asked, next);
    if (query.value === asked) comments.set({ phase: "ready", list: [...list, ...page.comments], next: page.next });
  } catch {
    if (query.value === asked) comments.patch({ phase: "failed" });
  }
}

/** The assistant says what words mean: without it everything else is there all the same. */
export async function loadThemes(): Promise<void> {
  const asked = query.value;
  themes.set({ phase: "loading", found: null });
  try {
    const found = await server.fetchThemes(asked);
    if (query.value === asked) themes.set({ phase: "ready", found });
  } catch {
    if (query.value === asked) themes.set({ phase: "failed", found: null });
  }
}

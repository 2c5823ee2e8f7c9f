/** Articles that are open, and what is being written in them. Unsaved words last as long as the page, whatever else is looked at. */
import { ApiError } from "../../../../kit/http";
import { Store } from "../../../../kit/store";
import type { ArticleDetail, Contents, Problem, Question } from "../../../../kit/api/types";
import { catalogue } from "../../../state/catalogue";
import { explain, notify } from "../../../state/notices";
import * as server from "../api";
import { articleFor, emptyContents, sameContents, withFollowUp } from "../logic/contents";
import { problemsIn, remaining } from "../logic/problems";
import { isNew, newPath, select } from "../select";
import { text } from "../text";
import { loadArticles } from "./list";
import { loadQuestions } from "./questions";

interface View {
  phase: "loading" | "ready" | "failed" | "missing";
  detail?: ArticleDetail;
}

/** What was written and not saved. `base`: the version it was written on. */
export interface Edit {
  contents: Contents;
  base: number | null;
  note: string;
  answers: string | null;
}

/** Somebody else saved a newer version meanwhile. */
export interface Overtaken {
  author: string;
  at: string;
  version: number;
}

export const views = new Store<Record<string, View | undefined>>({});
export const edits = new Store<Record<string, Edit | undefined>>({});
export const problems = new Store<Record<string, Problem[] | undefined>>({});
export const overtaken = new Store<Record<string, Overtaken | undefined>>({});
export const deed = new Store<"save" | "publish" | "withdraw" | "restore" | null>(null);
export const tab = new Store<"write" | "preview" | "versions">("write");

export const unsaved = (): boolean => Object.values(edits.value).some(Boolean);

export function forgetEditor(): void {
  for (const store of [views, edits, problems, overtaken]) store.set({});
  deed.set(null);
}

function show(detail: ArticleDetail): void {
  const { key } = detail.article;
  views.patch({ [key]: { phase: "ready", detail } });
  if (!edits.value[key]) problems.patch({ [key]: detail.problems });
}

export async function loadArticle(key: string): Promise<void> {
  if (!views.value[key]?.detail) views.patch({ [key]: { phase: "loading" } });
  try {
    show(await server.fetchArticle(key));
  } catch (error) {
    const missing = error instanceof ApiError && error.status === 404;
    if (missing || !views.value[key]?.detail) views.patch({ [key]: { phase: missing ? "missing" : "failed" } });
  }
}

/** What is in the fields now: what was written, or what is saved. */
export function editOf(id: string): Edit | null {
  const detail = views.value[id]?.detail;
  const saved = detail ? { contents: detail.contents, base: detail.article.version, note: "", answers: null } : null;
  return edits.value[id] ?? saved;
}

export function change(id: string, field: string, next: (contents: Contents) => Contents): void {
  const edit = editOf(id);
  if (!edit) return;
  put(id, { ...edit, contents: next(edit.contents) });
  problems.patch({ [id]: remaining(problems.value[id] ?? [], field) });
}

export function writeNote(id: string, note: string): void {
  const edit = editOf(id);
  if (edit) put(id, { ...edit, note });
}

/** Keep what was written; nothing where it is what is saved already. */
function put(id: string, edit: Edit): void {
  const saved = views.value[id]?.detail?.contents;
  const same = saved && sameContents(saved, edit.contents) && !edit.note && !edit.answers;
  edits.patch({ [id]: same ? undefined : edit });
}

export function discardEdit(id: string): void {
  edits.patch({ [id]: undefined });
  overtaken.patch({ [id]: undefined });
  problems.patch({ [id]: views.value[id]?.detail?.problems });
}

/** Who answers for what is written here, as long as nobody says otherwise. */
const source = (): string => catalogue.value?.site.en ?? "";

/** Begin an article, or go on with it, with a question that nothing answered if there is one. */
export function beginArticle(question?: Question): void {
  const id = newPath(question?.id);
  if (!edits.value[id]) edits.patch({ [id]: { contents: question ? articleFor(question, source()) : emptyContents(source()), base: null, note: "", answers: question?.id ?? null } });
  tab.set("write");
  select(id);
}

/** Open an article with one more follow-up that asks the question. */
export async function beginFollowUp(key: string, question: Question): Promise<void> {
  await loadArticle(key);
  const edit = editOf(key);
  if (!edit) return notify(text().knowledge.failedOne, "danger");
  put(key, { ...edit, contents: withFollowUp(edit.contents, question), answers: question.id });
  tab.set("write");
  select(key);
}

/** Lay what was written over the newer version of somebody else, knowing of it. */
export async function keepMine(id: string): Promise<void> {
  const edit = editOf(id);
  const newer = overtaken.value[id];
  if (!edit || !newer) return;
  edits.patch({ [id]: { ...edit, base: newer.version } });
  overtaken.patch({ [id]: undefined });
  await loadArticle(id);
}

export async function takeTheirs(id: string): Promise<void> {
  discardEdit(id);
  await loadArticle(id);
}

/** Save what is in the fields, as a draft or for customers to read. */
export async function save(id: string, publish: boolean): Promise<void> {
  const edit = editOf(id);
  if (!edit || deed.value) return;
  const { base, ...saving } = edit;
  const t = text().knowledge;
  await attempt(id, publish ? "publish" : "save", () => (base === null ? server.createArticle({ ...saving, publish }) : server.saveArticle(id, base, { ...saving, publish })), publish ? t.published : t.saved);
}

export async function withdraw(id: string): Promise<void> {
  const edit = editOf(id);
  if (edit?.base) await attempt(id, "withdraw", () => server.withdrawArticle(id, edit.base ?? 0, edit.note), text().knowledge.withdrawnNow);
}

export async function restore(id: string, version: number): Promise<void> {
  const newest = views.value[id]?.detail?.article.version;
  if (newest) await attempt(id, "restore", () => server.restoreArticle(id, newest, version), text().knowledge.restored(version));
}

async function attempt(id: string, name: "save" | "publish" | "withdraw" | "restore", work: () => Promise<ArticleDetail>, done: string): Promise<void> {
  deed.set(name);
  try {
    const detail = await work();
    edits.patch({ [id]: undefined });
    overtaken.patch({ [id]: undefined });
    show(detail);
    notify(done);
    if (name === "restore") tab.set("write");
    if (isNew(id)) select(detail.article.key);
    void loadArticles({ quiet: true });
    void loadQuestions({ quiet: true });
  } catch (error) {
    refused(id, error);
  } finally {
    deed.set(null);
  }
}

function refused(id: string, error: unknown): void {
  const t = text().knowledge;
  if (error instanceof ApiError && error.code === "article_invalid") {
    problems.patch({ [id]: problemsIn(error) });
    tab.set("write");
    notify(t.refused, "danger");
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".n-form [aria-invalid=true]")?.focus());
  } else if (error instanceof ApiError && error.code === "article_changed") {
    overtaken.patch({ [id]: error.details as unknown as Overtaken });
  } else {
    notify(explain(error, { article_not_found: t.missing, question_not_found: t.question.gone }), "danger");
  }
}

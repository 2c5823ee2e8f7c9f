/** The calls about articles, and about questions that none answered. */
import { signed } from "../../api";
import type { ArticleDetail, ArticleList, ArticleShow, Contents, QuestionList } from "../../../kit/api/types";

const one = (key: string, verb = "") => `/v1/articles/${encodeURIComponent(key)}${verb}`;
const send = <T>(method: "POST" | "PUT", path: string, body: unknown) => signed<T>(path, { method, body });

export function fetchArticles(show: ArticleShow, words: string, cursor: string | null = null): Promise<ArticleList> {
  const query = new URLSearchParams({ show, limit: "60", ...(words && { q: words }), ...(cursor && { cursor }) });
  return signed<ArticleList>(`/v1/articles?${query.toString()}`);
}
export const fetchArticle = (key: string) => signed<ArticleDetail>(one(key));

export interface Saving {
  contents: Contents;
  note: string;
  publish: boolean;
  /** The question that nothing answered so far. */
  answers: string | null;
}

export const createArticle = (saving: Saving) => send<ArticleDetail>("POST", "/v1/articles", saving);
export const saveArticle = (key: string, expected_version: number, saving: Saving) => send<ArticleDetail>("PUT", one(key), { ...saving, expected_version });
export const withdrawArticle = (key: string, expected_version: number, note: string) => send<ArticleDetail>("POST", one(key, "/withdraw"), { expected_version, note });
export const restoreArticle = (key: string, expected_version: number, version: number) => send<ArticleDetail>("POST", one(key, "/restore"), { expected_version, version });

export const fetchQuestions = (show: "open" | "closed") => signed<QuestionList>(`/v1/unanswered?show=${show}`);
export const dismissQuestion = (id: string) => send<void>("POST", `/v1/unanswered/${id}/dismiss`, {});
export const answerQuestion = (id: string, article: string) => send<void>("POST", `/v1/unanswered/${id}/answered`, { article });

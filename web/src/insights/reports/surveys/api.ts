/** What the page asks of the server. */
import { call, post } from "../../../desk/api";
import type { Schemas } from "../../../kit/api/narrow";
import type { Language } from "../../../kit/api/types";
import { paramsOf } from "../../scope";
import type { Query } from "./query";
import type { CommentPage, Counter, GroupBy, Questionnaire, Report, TableName, Themes } from "./types";

const asked = (query: Query, more: Record<string, string> = {}): string => new URLSearchParams({ questionnaire: query.questionnaire, ...paramsOf(query), ...more }).toString();

export const fetchQuestionnaires = () => call<{ questionnaires: Questionnaire[] }>("/insights/questionnaires");
export const fetchReport = (query: Query, group: GroupBy | "week") => call<Report>(`/insights/surveys?${asked(query, { group_by: group })}`);
export const fetchComments = (query: Query, cursor: string | null) => call<CommentPage>(`/insights/surveys/comments?${asked(query, { limit: "20", ...(cursor && { cursor }) })}`);
export const fetchThemes = (query: Query) => call<Themes>(`/insights/surveys/themes?${asked(query)}`);
export const themesHref = (query: Query, words: Language): string => `/v1/desk/insights/surveys/themes/table?${asked(query, { words })}`;

/** Where a table can be had for a spreadsheet, with headings in the reader's language. */
export const tableHref = (query: Query, table: TableName, words: Language, group?: GroupBy | "week"): string =>
  `/v1/desk/insights/surveys/table?${asked(query, { table, words, ...(group && { group_by: group }) })}`;

/** The whole report to be printed, in the reader's language. */
export const printHref = (query: Query, words: Language): string => `/v1/desk/insights/surveys/printed?${asked(query, { words, group_by: query.group })}`;

export const fetchCounters = () => call<{ counters: Counter[] }>("/counters");
export const createCounter = (questionnaire: string, name: Counter["name"]) => post<Counter>("/counters", { questionnaire, name });
export const switchCounter = (id: string, open: boolean) => call<Counter>(`/counters/${id}/state`, { method: "PUT", body: { open } });

/** A counter's code: a page to be printed, a drawing or a picture. */
export const signHref = (id: string, form: "pdf" | "svg" | "png"): string => `/v1/desk/counters/${id}/sign?form=${form}`;

export const fetchEdited = (name: string) => call<Schemas["EditedOut"]>(`/questionnaires/${name}`);
export const saveEdited = (name: string, body: { expected_version: number; contents: unknown; publish: boolean }) => call<Schemas["EditedOut"]>(`/questionnaires/${name}`, { method: "PUT", body });
export const restoreEdited = (name: string, body: { expected_version: number; version: number }) => post<Schemas["EditedOut"]>(`/questionnaires/${name}/restore`, body);

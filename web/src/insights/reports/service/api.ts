/** What the report asks of the server. */
import { call } from "../../../desk/api";
import type { Language } from "../../../kit/api/types";
import { paramsOf } from "../../scope";
import type { Query } from "./query";
import type { BehindPage, Gaps, Score, ServiceReport, TableName } from "./types";

/** Whose conversations: of a metric, counted by it or not, and perhaps of one group alone. */
export interface Meant {
  metric: string;
  counted: boolean;
  group?: { by: string; key: string | null };
}

const asked = (query: Query, more: Record<string, string> = {}): string => new URLSearchParams({ ...paramsOf(query), ...more }).toString();

export const fetchReport = (query: Query) => call<ServiceReport>(`/insights/service?${asked(query, { group_by: query.group })}`);
export const fetchGaps = (query: Query) => call<Gaps>(`/insights/service/gaps?${asked(query)}`);
export const fetchScore = (query: Query) => call<Score>(`/insights/service/score?${asked(query)}`);

export function fetchBehind(query: Query, { metric, counted, group }: Meant, cursor: string | null, limit = 20) {
  const of = group ? { group_by: group.by, ...(group.key !== null && { group: group.key }) } : {};
  return call<BehindPage>(`/insights/service/conversations?${asked(query, { metric, counted: String(counted), limit: String(limit), ...of, ...(cursor && { cursor }) })}`);
}

/** Where a table can be had for a spreadsheet, with headings in the reader's language. */
export const tableHref = (query: Query, table: TableName, words: Language): string => `/v1/desk/insights/service/table?${asked(query, { table, words, group_by: query.group })}`;

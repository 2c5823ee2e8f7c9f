/** What is asked for, as the page's address names it: reload, back and a shared link show the same. */
import { paramsOf, type Scope, scopeFrom } from "../../scope";
import { type GroupBy, GROUPS } from "./types";

export interface Query extends Scope {
  questionnaire: string;
  group: GroupBy;
}

export function queryFrom(search: string, today?: string): Query {
  const asked = new URLSearchParams(search);
  const group = asked.get("group");
  return { questionnaire: asked.get("questionnaire") ?? "csat", ...scopeFrom(search, today), group: GROUPS.find((one) => one === group) ?? "stage" };
}

export const searchFor = (query: Query): string => `?${new URLSearchParams({ questionnaire: query.questionnaire, ...paramsOf(query), group: query.group })}`;

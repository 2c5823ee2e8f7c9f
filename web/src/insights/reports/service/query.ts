/** What is asked for, as the page's address names it. */
import { paramsOf, type Scope, scopeFrom } from "../../scope";
import { type GroupBy, GROUPS } from "./types";

export interface Query extends Scope {
  group: GroupBy;
}

export function queryFrom(search: string, today?: string): Query {
  const group = new URLSearchParams(search).get("group");
  return { ...scopeFrom(search, today), group: GROUPS.find((one) => one === group) ?? "week" };
}

export const searchFor = (query: Query): string => `?${new URLSearchParams({ ...paramsOf(query), group: query.group })}`;

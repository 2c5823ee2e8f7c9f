/** What is asked for, as the page's address names it: reload, back and a shared link show the same. */
import type { Language } from "../kit/api/types";
import { type GroupBy, GROUPS } from "./types";

export interface Query {
  questionnaire: string;
  /** ISO days, both included. */
  from: string;
  to: string;
  language: Language | null;
  group: GroupBy;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const iso = (date: Date): string => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

export const SPANS = [28, 84, 182, 364] as const;

/** So many days that end today. */
export function span(days: number, today = new Date()): { from: string; to: string } {
  return { from: iso(new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1)), to: iso(today) };
}

export const daysOf = ({ from, to }: Pick<Query, "from" | "to">): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

export function queryFrom(search: string, today = new Date()): Query {
  const asked = new URLSearchParams(search);
  const usual = span(84, today);
  const day = (name: "from" | "to") => (DAY.test(asked.get(name) ?? "") ? (asked.get(name) as string) : usual[name]);
  const [from, to, language, group] = [day("from"), day("to"), asked.get("language"), asked.get("group")];
  return {
    questionnaire: asked.get("questionnaire") ?? "csat",
    ...(from <= to ? { from, to } : usual),
    language: language === "zh" || language === "en" ? language : null,
    group: GROUPS.find((one) => one === group) ?? "stage",
  };
}

export function searchFor({ questionnaire, from, to, language, group }: Query): string {
  return `?${new URLSearchParams({ questionnaire, from, to, ...(language && { language }), group })}`;
}

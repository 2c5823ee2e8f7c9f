/** Which days and which language a report is about: every report has them in its address, and tabs keep them. */
import { catalogue } from "../desk/state/catalogue";
import type { Language } from "../kit/api/types";

export interface Scope {
  /** ISO days, both included. */
  from: string;
  to: string;
  language: Language | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** The day it is where the service is, whatever the reader's clock shows. */
export function siteDay(now = new Date(), zone = catalogue.value?.time_zone): string {
  // Swedish writes days as ISO does.
  return now.toLocaleDateString("sv-SE", { timeZone: zone });
}

/** The day so many days later, or earlier. */
export const later = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export const SPANS = [28, 84, 182, 364] as const;

/** So many days that end today. */
export function span(days: number, today = siteDay()): { from: string; to: string } {
  return { from: later(today, 1 - days), to: today };
}

export const daysOf = ({ from, to }: Pick<Scope, "from" | "to">): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

/** What an address asks for; the last twelve weeks where it makes no sense. */
export function scopeFrom(search: string, today = siteDay()): Scope {
  const asked = new URLSearchParams(search);
  const usual = span(84, today);
  const day = (name: "from" | "to") => (DAY.test(asked.get(name) ?? "") ? (asked.get(name) as string) : usual[name]);
  const [from, to, language] = [day("from"), day("to"), asked.get("language")];
  return { ...(from <= to ? { from, to } : usual), language: language === "zh" || language === "en" ? language : null };
}

/** As parameters of an address, of the page's own or of the server's. */
export const paramsOf = ({ from, to, language }: Scope): Record<string, string> => ({ from, to, ...(language && { language }) });

/** Times as the desk shows them: short, and ticking where somebody waits. */
import { clockTime, daysAgo } from "../../kit/time";
import type { Language } from "../../kit/api/types";
import { texts } from ".";

const LOCALE: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };

/** A waiting time: 0:42, 12:05, then 2 h 05 min, then days. */
export function waitingTime(milliseconds: number, language: Language): string {
  const t = texts[language].time;
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  if (seconds < 86_400) return t.hoursMinutes(Math.floor(seconds / 3_600), two(Math.floor(seconds / 60) % 60));
  return t.days(Math.floor(seconds / 86_400));
}

/** How long ago, in one short word for a list row. */
export function shortAge(milliseconds: number, language: Language): string {
  const t = texts[language].time;
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return t.now;
  if (minutes < 60) return t.minutes(minutes);
  if (minutes < 1_440) return t.hours(Math.floor(minutes / 60));
  return t.days(Math.floor(minutes / 1_440));
}

/** The time alone for today, with the day otherwise. */
export function shortDateTime(iso: string, language: Language): string {
  const date = new Date(iso);
  if (daysAgo(date) === 0) return clockTime(iso, language);
  const day = new Intl.DateTimeFormat(LOCALE[language], { weekday: "short", day: "numeric", month: "short" }).format(date);
  return `${day} ${clockTime(iso, language)}`;
}

/** A plain date with its year. */
export function dateOnly(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { day: "numeric", month: "short", year: "numeric" }).format(new Date(iso));
}

/** Dates and times the way a reader of each language expects them. */
import type { Language } from "./api/types";

const LOCALE: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };
const DAY_MS = 86_400_000;

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** Whole calendar days from `date` to `now` on the reader's clock. */
export function daysAgo(date: Date, now = new Date()): number {
  return Math.round((startOfDay(now) - startOfDay(date)) / DAY_MS);
}

/** 14:05 */
export function clockTime(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(iso));
}

/** Today, Yesterday, or a date with its weekday; the year only when it is not this one. */
export function dayLabel(iso: string, language: Language, now = new Date()): string {
  const date = new Date(iso);
  const days = daysAgo(date, now);
  if (days === 0 || days === 1) return capital(new Intl.RelativeTimeFormat(LOCALE[language], { numeric: "auto" }).format(-days, "day"));
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(LOCALE[language], { weekday: "short", day: "numeric", month: "long", year }).format(date);
}

/** "3 min ago"; from a day on, the date. */
export function timeAgo(iso: string, language: Language, now = new Date()): string {
  const seconds = Math.max(0, (now.getTime() - new Date(iso).getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat(LOCALE[language], { numeric: "auto", style: "short" });
  if (seconds < 60) return capital(relative.format(0, "second"));
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), "hour");
  return new Intl.DateTimeFormat(LOCALE[language], { day: "numeric", month: "short" }).format(new Date(iso));
}

/** How long something has lasted: 4 min, 2 h 05 min. */
export function duration(seconds: number, language: Language): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (language === "zh") return hours ? `${hours} 小时 ${rest} 分` : `${rest} 分钟`;
  return hours ? `${hours} h ${String(rest).padStart(2, "0")} min` : `${rest} min`;
}

/** Full date and time, for tooltips and machine-readable context. */
export function fullTime(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { dateStyle: "full", timeStyle: "short", hourCycle: "h23" }).format(new Date(iso));
}

/** A wall-clock time or a bare date in parts; null for what is neither. Such times are never moved into the reader's zone. */
function wallParts(local: string): { date: Date; clock: string | null } | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(local);
  if (!parts) return null;
  const [, year, month, day, clock] = parts;
  return { date: new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))), clock: clock ?? null };
}

/** The clock on the wall where something happened: "9 Mar, 14:05"; what is not an ISO time is shown as it came. */
export function wallTime(local: string, language: Language): string {
  const parts = wallParts(local);
  if (!parts?.clock) return local;
  const label = new Intl.DateTimeFormat(LOCALE[language], { day: "numeric", month: "short", timeZone: "UTC" }).format(parts.date);
  return language === "zh" ? `${label} ${parts.clock}` : `${parts.clock}, ${label}`;
}

/** The clock alone: 14:05. */
export function wallClock(local: string, language: Language): string {
  return wallParts(local)?.clock ?? wallTime(local, language);
}

/** How many days the second date is after the first; 0 when one of them is not a date. */
export function wallDaysBetween(from: string, to: string): number {
  const [a, b] = [wallParts(from), wallParts(to)];
  return a && b ? Math.round((b.date.getTime() - a.date.getTime()) / DAY_MS) : 0;
}

/** A calendar day with its weekday, "Sun 13 Dec"; one of another year with that year instead. */
export function calendarDay(date: string, language: Language, now = new Date()): string {
  const parts = wallParts(date);
  if (!parts) return date;
  const thisYear = parts.date.getUTCFullYear() === now.getFullYear();
  const month = language === "zh" ? "long" : "short";
  const extra = thisYear ? ({ weekday: "short" } as const) : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(LOCALE[language], { day: "numeric", month, timeZone: "UTC", ...extra }).format(parts.date);
}

/** Calendar days from today on the reader's clock to `date`; negative when it has passed. */
export function daysUntil(date: string, now = new Date()): number {
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return wallDaysBetween(today, date);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Dates and times the way a reader of each language expects them. */
import type { Language } from "./types";

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

/**
 * The clock on the wall where a bag was handled. Such times carry no offset and must not be moved into the
 * reader's zone; what is not an ISO time is shown as it came.
 */
export function wallTime(local: string, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2})/.exec(local);
  if (!parts) return local;
  const [, year, month, day, clock] = parts;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const label = new Intl.DateTimeFormat(LOCALE[language], { day: "numeric", month: "short", timeZone: "UTC" }).format(date);
  return language === "zh" ? `${label} ${clock}` : `${clock}, ${label}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Figures as readers of each language write them. */
import type { Language } from "../kit/api/types";
import type { Change, Estimate, Unit } from "./types";

const LOCALE: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };
const MINUS = "−";

const number = (value: number, language: Language, options: Intl.NumberFormatOptions): string => new Intl.NumberFormat(LOCALE[language], options).format(value).replace("-", MINUS);

export const whole = (value: number, language: Language): string => number(value, language, { maximumFractionDigits: 0 });

export const percent = (value: number, language: Language): string => number(value, language, { style: "percent", maximumFractionDigits: 1 });

export const decimal = (value: number, language: Language, digits = 2): string => number(value, language, { minimumFractionDigits: digits, maximumFractionDigits: digits });

const signed = (value: number, language: Language, digits: number): string =>
  number(value, language, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "exceptZero" });

/** How long: 0.8 s, 42 s, 3 min 20 s, 2 h 05 min. */
export function lasting(seconds: number, language: Language): string {
  const [hour, minute, second] = language === "zh" ? ["小时", "分", "秒"] : ["h", "min", "s"];
  if (seconds < 59.5) return `${decimal(seconds, language, seconds < 9.95 ? 1 : 0)} ${second}`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} ${minute} ${Math.round(seconds) % 60} ${second}`;
  return `${whole(Math.floor(minutes / 60), language)} ${hour} ${String(minutes % 60).padStart(2, "0")} ${minute}`;
}

/** A figure: 80.5%, +45, −0.68, 5.32, 3 min 20 s. */
export function figure(value: number, unit: Unit, language: Language): string {
  if (unit === "share") return percent(value, language);
  if (unit === "points") return signed(value, language, 0);
  if (unit === "count") return whole(value, language);
  if (unit === "seconds") return lasting(value, language);
  if (unit === "score") return decimal(value, language, 1);
  return unit === "gap" ? signed(value, language, 2) : decimal(value, language);
}

/** By how much it has changed; shares in percentage points. */
export function difference(value: number, unit: Unit, language: Language): string {
  if (unit === "share") return signed(value * 100, language, 1);
  if (unit === "seconds") return `${value > 0 ? "+" : value < 0 ? MINUS : ""}${lasting(Math.abs(value), language)}`;
  if (unit === "score") return signed(value, language, 1);
  return unit === "points" || unit === "count" ? signed(value, language, 0) : signed(value, language, 2);
}

/** 71.1% to 86.7%; nothing where one answer gave the figure. */
export function interval({ low, high }: Pick<Estimate, "low" | "high">, unit: Unit, language: Language): string | null {
  if (low === null || high === null) return null;
  return `${figure(low, unit, language)} ${language === "zh" ? "至" : "to"} ${figure(high, unit, language)}`;
}

export type Direction = "up" | "down" | "none";

/** Which way it went, if chance does not explain it. */
export function direction({ value, noise }: Change): Direction {
  if (noise || value === 0) return "none";
  return value > 0 ? "up" : "down";
}

/** The place of a figure on an axis: shares in per cent. */
export const onAxis = (value: number, unit: Unit): number => (unit === "share" ? value * 100 : value);

/** A day without its year: 2 Mar, 3月2日. The day is the site's: it is never moved into the reader's zone. */
export const shortDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(LOCALE[language], { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

export const longDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(LOCALE[language], { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

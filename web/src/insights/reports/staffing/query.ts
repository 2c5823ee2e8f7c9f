/** What is asked for, as the page's address names it; what is as usual is not named. */

export interface Query {
  /** An ISO day; empty: tomorrow. */
  day: string;
  /** Per cent to be answered within so many seconds. */
  target: number;
  within: number;
  /** Minutes; null: as measured. */
  handling: number | null;
  /** Minutes; 0: nobody gives up; null: as measured. */
  patience: number | null;
  /** Null: as the site says. */
  atOnce: number | null;
  /** Per cent. */
  slowdown: number;
  away: number;
  /** The lengths that shifts may have. */
  hours: string;
  /** So many times as many come from one half-hour of the day to another. */
  times: number;
  start: number;
  end: number;
}

export const USUAL: Query = { day: "", target: 80, within: 60, handling: null, patience: null, atOnce: null, slowdown: 0, away: 30, hours: "4,6,8", times: 1, start: 24, end: 36 };
const NAMES = Object.keys(USUAL) as (keyof Query)[];
const BOUNDS: Partial<Record<keyof Query, [number, number]>> = {
  target: [50, 99],
  within: [0, 3600],
  handling: [0.5, 240],
  patience: [0, 1440],
  atOnce: [1, 20],
  slowdown: [0, 100],
  away: [0, 80],
  times: [0, 10],
  start: [0, 47],
  end: [1, 48],
};

/** What an address asks for; what makes no sense is as usual. */
export function queryFrom(search: string): Query {
  const asked = new URLSearchParams(search);
  const query: Record<string, unknown> = { ...USUAL };
  for (const [name, [least, most]] of Object.entries(BOUNDS)) {
    const value = Number(asked.get(name) ?? Number.NaN);
    if (asked.get(name) && value >= least && value <= most) query[name] = value;
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(asked.get("day") ?? "")) query["day"] = asked.get("day");
  if (lengthsOf(asked.get("hours") ?? "").length) query["hours"] = asked.get("hours");
  const found = query as unknown as Query;
  return found.start < found.end ? found : { ...found, start: USUAL.start, end: USUAL.end };
}

/** The address's own parameters, with the days and the language that other reports keep there. */
export function searchFor(query: Query, before: string): string {
  const kept = new URLSearchParams(before);
  for (const name of NAMES) {
    if (query[name] === USUAL[name] || query[name] === null) kept.delete(name);
    else kept.set(name, String(query[name]));
  }
  return `?${kept}`;
}

/** "4, 6,8" as lengths that a shift may have, in quarters of an hour. */
export const lengthsOf = (hours: string): number[] =>
  hours
    .split(/[,，、\s]+/)
    .map(Number)
    .filter((one) => one >= 1 && one <= 12 && Number.isInteger(one * 4))
    .slice(0, 8);

/** The half-hour of a day as a clock shows it; the last one is its end. */
export const clock = (half: number): string => `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`;

/** As the server asks for it. */
export function paramsFor(query: Query): string {
  const asked = new URLSearchParams({ target: String(query.target / 100), within: String(query.within), away: String(query.away / 100), slowdown: String(query.slowdown / 100) });
  if (query.day) asked.set("day", query.day);
  if (query.handling !== null) asked.set("handling", String(query.handling * 60));
  if (query.patience !== null) asked.set("patience", String(query.patience * 60));
  if (query.atOnce !== null) asked.set("at_once", String(query.atOnce));
  for (const length of lengthsOf(query.hours)) asked.append("shift_hours", String(length));
  if (query.times !== 1) {
    asked.set("times", String(query.times));
    asked.set("from", clock(query.start));
    asked.set("to", clock(query.end % 48));
  }
  return asked.toString();
}

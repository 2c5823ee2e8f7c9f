/** Readings of a day's quarter-hours. */
import type { Quarter } from "./types";

/** 08:00:00 as a clock shows it. */
export const hhmm = ({ start }: Pick<Quarter, "start">): string => start.slice(0, 5);

const matters = ({ coming, on_roster: needed, planned, rostered }: Quarter): boolean => coming.mean >= 0.05 || needed > 0 || planned > 0 || rostered > 0;

/** From the first quarter-hour in which anybody comes or is there to the last one. */
export function shownOf(quarters: readonly Quarter[]): readonly Quarter[] {
  const first = quarters.findIndex(matters);
  return first < 0 ? [] : quarters.slice(first, quarters.findLastIndex(matters) + 1);
}

/** In which fewer are planned than are needed. */
export const shortOf = (quarters: readonly Quarter[]): readonly Quarter[] => quarters.filter((one) => one.rostered < one.on_roster);

/** Where on the day a time lies, from 0 to 1; midnight as an end is its end. */
export function placeOf(time: string, ends = false): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const at = (hours + minutes / 60) / 24;
  return ends && at === 0 ? 1 : at;
}

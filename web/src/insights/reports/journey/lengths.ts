/** Lengths of time as readers write them: 45 s, 4.1 min, 31 min, 3.5 h, 4.2 days. */
import type { Language } from "../../../kit/api/types";
import { decimal } from "../../format";
import type { JourneyText } from "./text";

const HOUR = 60;
const DAY = 24 * HOUR;

export function length(minutes: number, t: Pick<JourneyText, "units">, language: Language): string {
  if (minutes < 1) return t.units.seconds(decimal(minutes * 60, language, 0));
  const told = (value: number): string => decimal(value, language, value < 10 ? 1 : 0);
  if (minutes < 100) return t.units.minutes(told(minutes));
  return minutes < 2 * DAY ? t.units.hours(told(minutes / HOUR)) : t.units.days(told(minutes / DAY));
}

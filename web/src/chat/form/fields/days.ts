/** Calendar days for the browser's own calendar. */

const DAY_MS = 86_400_000;
const EARLIEST_ZONE_MS = 14 * 3_600_000;

/** The day it is, or will be in so many days, where each day begins first: the server reckons like that, too. */
export function earliestDay(offset = 0, now = Date.now()): string {
  return new Date(now + EARLIEST_ZONE_MS + offset * DAY_MS).toISOString().slice(0, 10);
}

/** Times on the site's clock, whatever clock the reader has. */

/** What the clock of a zone shows, as if it were UTC. */
function shown(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
}

/** The instant at which a zone's clock shows this time of a day; so many days later, where it is past midnight. */
export function instant(day: string, time: string, zone: string, later = 0): string {
  const wall = Date.parse(`${day}T${time}:00Z`) + later * 86_400_000;
  // The offset is that of the instant, which is known only once it is applied: twice is enough.
  const once = wall - (shown(wall, zone) - wall);
  return new Date(once - (shown(once, zone) - wall)).toISOString();
}

/** 08:00 on the zone's clock. */
export const timeOf = (iso: string, zone: string): string => new Date(shown(Date.parse(iso), zone)).toISOString().slice(11, 16);

import { expect, test } from "vitest";
import { calendarDay, dayLabel, daysUntil, duration, wallClock, wallDaysBetween, wallTime } from "./time";

test("a bag's local time is never moved into the reader's zone", () => {
  expect(wallTime("2026-03-14T23:55", "en")).toBe("23:55, 14 Mar");
  expect(wallTime("2026-03-14T23:55", "zh")).toBe("3月14日 23:55");
  expect(wallTime("around noon", "en")).toBe("around noon");
});

test("days have names when they are near", () => {
  const now = new Date(2026, 2, 14, 0, 5);
  expect(dayLabel(new Date(2026, 2, 14, 0, 1).toISOString(), "en", now)).toBe("Today");
  expect(dayLabel(new Date(2026, 2, 13, 23, 59).toISOString(), "zh", now)).toBe("昨天");
});

test("durations read naturally", () => {
  expect(duration(3900, "en")).toBe("1 h 05 min");
  expect(duration(3900, "zh")).toBe("1 小时 5 分");
});

test("times on a card keep their clock, and say when the day is another one", () => {
  expect(wallClock("2026-03-14T23:55", "en")).toBe("23:55");
  expect(wallDaysBetween("2026-03-14T23:55", "2026-03-15T06:00")).toBe(1);
  expect(wallDaysBetween("soon", "2026-03-15")).toBe(0);
});

test("a deadline counts whole days on the reader's calendar", () => {
  const late = new Date(2026, 11, 31, 23, 59);
  expect(daysUntil("2027-01-01", late)).toBe(1);
  expect(daysUntil("2026-12-30", late)).toBe(-1);
  expect(calendarDay("2026-12-13", "en", late)).toBe("Sun 13 Dec");
  expect(calendarDay("2027-01-02", "zh", late)).toContain("2027年");
  expect(calendarDay("next week", "en", late)).toBe("next week");
});

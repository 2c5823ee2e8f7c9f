import { expect, test } from "vitest";
import { dayLabel, duration, wallTime } from "./time";

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

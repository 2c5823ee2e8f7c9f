import { expect, test } from "vitest";
import { siteDay, span } from "./scope";

const LATE = new Date("2026-11-30T16:50:00Z");

test.each([
  ["Asia/Shanghai", "2026-12-01"],
  ["America/New_York", "2026-11-30"],
])("a report ends with the day it is in %s", (zone, day) => {
  expect(span(28, siteDay(LATE, zone)).to).toBe(day);
});

test("a span counts its first and its last day", () => {
  expect(span(28, siteDay(LATE, "Asia/Shanghai"))).toEqual({ from: "2026-11-04", to: "2026-12-01" });
});

import { describe, expect, it } from "vitest";
import { snoozeTime } from "./snooze";

const at = (iso: string) => new Date(`${iso}:00`);

describe("snooze", () => {
  it("counts hours from now and mornings from today", () => {
    expect(snoozeTime("hour", at("2026-03-04T16:20"))).toEqual(at("2026-03-04T17:20"));
    expect(snoozeTime("threeHours", at("2026-03-04T23:00"))).toEqual(at("2026-03-05T02:00"));
    expect(snoozeTime("tomorrow", at("2026-02-28T08:00"))).toEqual(at("2026-03-01T09:00"));
  });

  it.each([
    ["2026-03-02T07:00", "2026-03-09T09:00"],
    ["2026-03-08T20:00", "2026-03-09T09:00"],
    ["2026-03-04T12:00", "2026-03-09T09:00"],
  ])("takes the Monday after %s as next week", (now, monday) => {
    expect(snoozeTime("nextWeek", at(now))).toEqual(at(monday));
  });
});

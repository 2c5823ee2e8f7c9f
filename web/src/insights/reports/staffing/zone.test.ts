import { describe, expect, it } from "vitest";
import { instant, timeOf } from "./zone";

describe("The site's clock", () => {
  it.each([
    ["2026-12-01", "08:00", "Asia/Shanghai", "2026-12-01T00:00:00.000Z"],
    ["2026-12-01", "00:15", "Asia/Shanghai", "2026-11-30T16:15:00.000Z"],
    ["2026-03-29", "08:00", "Europe/Berlin", "2026-03-29T06:00:00.000Z"],
    ["2026-03-29", "01:00", "Europe/Berlin", "2026-03-29T00:00:00.000Z"],
    ["2026-10-25", "04:00", "Europe/Berlin", "2026-10-25T03:00:00.000Z"],
  ])("shows %s %s in %s at that instant", (day, time, zone, iso) => {
    expect(instant(day, time, zone)).toBe(iso);
    expect(timeOf(iso, zone)).toBe(time);
  });

  it("goes on past midnight", () => {
    expect(instant("2026-12-31", "06:00", "Asia/Shanghai", 1)).toBe("2026-12-31T22:00:00.000Z");
  });
});

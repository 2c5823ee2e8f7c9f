import { describe, expect, it } from "vitest";
import { placeOf, shortOf, shownOf } from "./day";
import type { Quarter } from "./types";

const quarter = (start: string, more: Partial<Quarter> = {}): Quarter => ({ start, coming: { mean: 0, low: 0, high: 0 }, open: true, needed: 0, on_roster: 0, planned: 0, rostered: 0, outcome: null, ...more });

describe("A day", () => {
  it("is shown from the first to the last quarter-hour that matters, with those between", () => {
    const day = [quarter("00:00:00"), quarter("00:15:00", { coming: { mean: 2, low: 0, high: 5 } }), quarter("00:30:00"), quarter("00:45:00", { rostered: 1 }), quarter("01:00:00")];

    expect(shownOf(day).map(({ start }) => start)).toEqual(["00:15:00", "00:30:00", "00:45:00"]);
    expect(shownOf([quarter("00:00:00")])).toEqual([]);
  });

  it("is short of people where fewer are planned than needed", () => {
    expect(shortOf([quarter("08:00:00", { on_roster: 2, rostered: 1 }), quarter("08:15:00", { on_roster: 2, rostered: 2 })])).toHaveLength(1);
  });

  it("ends at midnight", () => {
    expect([placeOf("00:00:00"), placeOf("12:00:00"), placeOf("00:00:00", true)]).toEqual([0, 0.5, 1]);
  });
});

import { describe, expect, it } from "vitest";
import { clock, lengthsOf, paramsFor, queryFrom, searchFor, USUAL } from "./query";

describe("What a plan is asked for", () => {
  it("is named by the address, beside the days of other reports, and what is usual is not", () => {
    const query = { ...USUAL, day: "2026-12-01", away: 25, times: 2.5 };

    const search = searchFor(query, "?from=2026-11-01&to=2026-11-30&target=90");

    expect(search).toBe("?from=2026-11-01&to=2026-11-30&day=2026-12-01&away=25&times=2.5");
    expect(queryFrom(search)).toEqual(query);
    expect(searchFor(USUAL, search)).toBe("?from=2026-11-01&to=2026-11-30");
  });

  it.each(["?target=5", "?away=x", "?day=tomorrow", "?hours=99", "?start=40&end=20", "?times=-1"])("is as usual where %s makes no sense", (search) => {
    expect(queryFrom(search)).toEqual(USUAL);
  });

  it("is told to the server in seconds, shares and times of day", () => {
    const asked = new URLSearchParams(paramsFor({ ...USUAL, handling: 5, patience: 0, atOnce: 3, times: 3, start: 29, end: 48, hours: "4, 7.5" }));

    expect(Object.fromEntries(asked)).toMatchObject({ target: "0.8", handling: "300", patience: "0", at_once: "3", times: "3", from: "14:30", to: "00:00" });
    expect(asked.getAll("shift_hours")).toEqual(["4", "7.5"]);
    expect(paramsFor(USUAL)).not.toContain("from");
  });

  it("takes lengths of shifts as people write them", () => {
    expect(lengthsOf("4，6、8.5 x 13 0")).toEqual([4, 6, 8.5]);
    expect([clock(0), clock(29), clock(48)]).toEqual(["00:00", "14:30", "24:00"]);
  });
});

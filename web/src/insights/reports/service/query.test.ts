import { describe, expect, it } from "vitest";
import { queryFrom, searchFor } from "./query";

const today = "2026-03-29";

describe("What the report on service is asked", () => {
  it("comes back from the address that was made of it", () => {
    const asked = { from: "2026-01-01", to: "2026-02-28", language: "en", group: "agent" } as const;
    expect(queryFrom(searchFor(asked), today)).toEqual(asked);
  });

  it("is week by week of the last twelve where the address makes no sense", () => {
    expect(queryFrom("?group=moon&from=yesterday", today)).toEqual({ from: "2026-01-05", to: "2026-03-29", language: null, group: "week" });
  });
});

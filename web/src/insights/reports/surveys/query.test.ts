import { describe, expect, it } from "vitest";
import { daysOf, span } from "../../scope";
import { queryFrom, searchFor } from "./query";

const today = "2026-03-29";

describe("What is asked for", () => {
  it("is the last twelve weeks unless the address says otherwise", () => {
    expect(queryFrom("", today)).toEqual({ questionnaire: "csat", from: "2026-01-05", to: "2026-03-29", language: null, group: "stage" });
  });

  it("comes back from the address that was made of it", () => {
    const asked = { questionnaire: "kano", from: "2026-01-01", to: "2026-02-28", language: "zh", group: "agent" } as const;
    expect(queryFrom(searchFor(asked), today)).toEqual(asked);
  });

  it.each(["?from=yesterday", "?from=2026-03-01&to=2026-02-01", "?group=moon&language=fr"])("is what is usual where %s makes no sense", (search) => {
    expect(queryFrom(search, today)).toEqual(queryFrom("", today));
  });

  it("counts both ends of a span", () => {
    expect(daysOf(span(28, today))).toBe(28);
  });
});

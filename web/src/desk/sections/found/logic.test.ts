import { describe, expect, it } from "vitest";
import { blank, deedsOf, lackOf, signed } from "./logic";

const today = new Date(2026, 10, 30);
const whole = { ...blank(today), what: "scarf", place: "gate B12", kept_at: "desk 4" };

describe("what is written down about a found item", () => {
  it("begins with today and lacks what was found", () => {
    expect(blank(today).found_on).toBe("2026-11-30");
    expect(lackOf(blank(today), today)).toBe("what");
  });

  it("is enough without features", () => {
    expect(lackOf(whole, today)).toBeNull();
    expect(lackOf({ ...whole, kept_at: "  " }, today)).toBe("kept_at");
  });

  it("was not found on a day that is still to come", () => {
    expect(lackOf({ ...whole, found_on: "2026-12-01" }, today)).toBe("found_on");
  });
});

it("offers nothing for what is gone, and no disposal of what is somebody's", () => {
  expect(deedsOf("handed_back")).toEqual([]);
  expect(deedsOf("matched")).not.toContain("dispose");
});

it("writes points with their sign", () => {
  expect([signed(40), signed(-10)]).toEqual(["+40", "−10"]);
});

import { describe, expect, it } from "vitest";
import { blank, codesIn, draftOf, fieldOf, noticeOf } from "./logic";

const now = new Date(2026, 10, 30, 9, 5);

describe("a notice that is written", () => {
  it("holds for a day unless it is said otherwise", () => {
    const draft = blank(now);

    expect([draft.from, draft.until]).toEqual(["2026-11-30T09:05", "2026-12-01T09:05"]);
    expect(noticeOf(draft).valid_from).toBe(now.toISOString());
  });

  it("names its places one by one, whatever stands between, and only the kinds that are filled in", () => {
    expect(codesIn("PEK，PKX、 SHA;\n")).toEqual(["PEK", "PKX", "SHA"]);
    expect(noticeOf({ ...blank(now), marks: { airport: "PEK", flight: "  " } }).marks).toEqual({ airport: ["PEK"] });
  });

  it("comes back as it was written", () => {
    const draft = { ...blank(now), title: { zh: "台风", en: "Typhoon" }, marks: { airport: "PEK, PKX" }, topics: ["weather"] };
    const row = { ...noticeOf(draft), id: "n", version: 1, state: "now" as const, author: "Mei", updated_at: now.toISOString() };

    expect(draftOf(row as never)).toEqual(draft);
  });

  it("keeps what is no moment for the server to refuse", () => {
    expect(noticeOf({ ...blank(now), from: "" }).valid_from).toBe("");
    expect(fieldOf(now)).toBe("2026-11-30T09:05");
  });
});

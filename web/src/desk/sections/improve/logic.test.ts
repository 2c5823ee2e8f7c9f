import { describe, expect, it } from "vitest";
import type { ReviewGroup } from "../../../kit/api/types";
import { decisionOn, lackOf, NOTHING_CHOSEN } from "./logic";

const example = (id: string) => ({ id, conversation_id: "c", at: "2026-11-29T10:00:00Z", language: "en" as const, parts: [{ text: "my cello?", kind: null }], taken_for: null, confidence: null, reasons: ["asked_back" as const] });
const group: ReviewGroup = { id: "a", text: "my cello?", language: "en", count: 2, at: "2026-11-29T10:00:00Z", reasons: { asked_back: 2 }, taken_for: null, intent: "lounge", examples: [example("a"), example("b")] };

describe("a decision about a group of messages", () => {
  it("is not sent before it says enough", () => {
    expect(lackOf(group, NOTHING_CHOSEN)).toBe("kind");
    expect(lackOf(group, { ...NOTHING_CHOSEN, kind: "intent" })).toBe("intent");
    expect(lackOf(group, { ...NOTHING_CHOSEN, kind: "facet" })).toBe("facet");
    expect(lackOf(group, { ...NOTHING_CHOSEN, kind: "new_topic" })).toBe("title");
    expect(lackOf(group, { ...NOTHING_CHOSEN, kind: "wrong_answer", note: " " })).toBe("note");
    expect(lackOf(group, { ...NOTHING_CHOSEN, kind: "nothing", without: ["a", "b"] })).toBe("none");
    expect(decisionOn(group, { ...NOTHING_CHOSEN, kind: "intent" })).toBeNull();
  });

  it("leaves out what means something else, and what belongs to another kind", () => {
    const choice = { ...NOTHING_CHOSEN, kind: "intent" as const, intent: "bag_special", facet: "how_long", title: { zh: "乐器", en: "" }, without: ["b"] };

    expect(decisionOn(group, choice)).toEqual({ reviews: ["a"], kind: "intent", target: "bag_special", title: { zh: "", en: "" }, note: "" });
    expect(decisionOn(group, { ...choice, kind: "new_topic" })).toMatchObject({ target: "", title: { zh: "乐器", en: "" } });
    expect(decisionOn(group, { ...choice, kind: "wrong_answer", note: "It has moved." })).toMatchObject({ target: "lounge", note: "It has moved." });
  });
});

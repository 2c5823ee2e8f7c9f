import { describe, expect, it } from "vitest";
import type { ExperimentSubject } from "../../../../kit/api/types";
import { EMPTY, lackOf, ofKind, ofSubject, outcomesOf, sent } from "./logic";

const greeting: ExperimentSubject = { kind: "wording", name: "utter_greet", words: { zh: "您好！", en: "Hello!" } };
const lounge: ExperimentSubject = { kind: "article", name: "lounge", words: { zh: "休息室", en: "Lounges" } };

describe("what is to be tried", () => {
  it("is not sent before it says enough in both languages", () => {
    const draft = ofSubject(EMPTY, greeting);

    expect(lackOf(EMPTY, undefined)).toBe("subject");
    expect(lackOf(draft, greeting)).toBe("same");
    expect(lackOf({ ...draft, zh: " " }, greeting)).toBe("wording");
    expect(lackOf({ ...draft, en: "Hi!" }, greeting)).toBeNull();
  });

  it("needs another article than the one that it stands in for", () => {
    const draft = ofSubject(ofKind(EMPTY, "article"), lounge);

    expect(lackOf(draft, lounge)).toBe("article");
    expect(lackOf({ ...draft, article: "lounge" }, lounge)).toBe("same");
    expect(lackOf({ ...draft, article: "onboard_wifi" }, lounge)).toBeNull();
  });

  it("is decided by thumbs for articles alone", () => {
    expect(outcomesOf("wording")).not.toContain("thumbs");
    expect(ofKind({ ...EMPTY, kind: "article", outcome: "thumbs" }, "wording").outcome).toBe("resolved");
    expect(ofKind({ ...EMPTY, outcome: "not_asked_back" }, "article").outcome).toBe("not_asked_back");
  });

  it("is sent without what belongs to the other kind", () => {
    expect(sent({ ...EMPTY, subject: "utter_greet", zh: " 嗨 ", en: "Hi", article: "lounge" })).toEqual({ kind: "wording", subject: "utter_greet", outcome: "resolved", zh: "嗨", en: "Hi", article: "" });
    expect(sent({ ...EMPTY, kind: "article", subject: "lounge", zh: "x", article: "onboard_wifi" })).toMatchObject({ zh: "", article: "onboard_wifi" });
  });
});

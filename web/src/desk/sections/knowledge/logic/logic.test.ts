import { describe, expect, it } from "vitest";
import type { Question } from "../../../../kit/api/types";
import { articleFor, emptyContents, withFollowUp } from "./contents";
import { changes, diff } from "./diff";
import { remaining } from "./problems";

const marked = (before: string, after: string) =>
  diff(before, after).map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `[+${text}]` : `[-${text}]`)).join("");

describe("what was changed in an article", () => {
  it.each([
    ["up to 100 Wh", "up to 160 Wh", "up to [-100][+160] Wh"],
    ["免费休息室", "收费的休息室", "[-免][+收]费[+的]休息室"],
    ["", "new", "[+new]"],
    ["old", "", "[-old]"],
  ])("is shown word by word: %j, then %j", (before, after, shown) => {
    expect(marked(before, after)).toBe(shown);
  });

  it("names the parts that differ, and no other", () => {
    const before = emptyContents();
    const after = { ...before, title: { zh: "标题", en: "" }, valid_to: "2027-01-01" };

    expect(changes(before, before)).toEqual([]);
    expect(changes(before, after).map(({ name, language }) => [name, language])).toEqual([["title", "zh"], ["valid_to", null]]);
    expect(changes(null, after)).not.toHaveLength(0);
  });
});

describe("a question that nothing answered", () => {
  const question = { text: " 有唱片机吗 ", language: "zh" } as Question;

  it("begins a new article in its own language", () => {
    expect(articleFor(question).title).toEqual({ zh: "有唱片机吗", en: "" });
  });

  it("becomes one more follow-up of an article", () => {
    const [added] = withFollowUp(emptyContents(), question).follow_ups;
    expect(added).toEqual({ asked: { zh: ["有唱片机吗"], en: [] }, answer: { zh: "", en: "" } });
  });
});

describe("what is wrong with a field", () => {
  const problem = (field: string) => ({ field, reason: "missing", facts: {} });

  it("is forgotten once the field, or what it belongs to, is changed", () => {
    const all = ["title.en", "body", "follow_ups.1.answer.en", "follow_ups.10.answer.en"].map(problem);
    expect(remaining(all, "body.zh").map(({ field }) => field)).toEqual(["title.en", "follow_ups.1.answer.en", "follow_ups.10.answer.en"]);
    expect(remaining(all, "follow_ups.1").map(({ field }) => field)).toEqual(["title.en", "body", "follow_ups.10.answer.en"]);
  });
});

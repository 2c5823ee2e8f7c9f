import { expect, test } from "vitest";
import type { CannedReply } from "../../../../kit/api/types";
import { askedFor, blankIn, filled, matching } from "./replies";

const reply = (name: string, zh: string, en: string, text: string): CannedReply => ({ name, label: { zh, en }, actions: [], own: false, version: null, text: { zh: text, en: text } });
const REPLIES = [reply("ask_tag", "询问行李牌号", "Ask for the bag tag", "…"), reply("closing", "结束语", "Closing", "Is the bag back?"), reply("greeting", "问候", "Greeting", "Hello")];

const names = (found: CannedReply[]): string[] => found.map(({ name }) => name);

test("a slash at the beginning of a line asks for a reply, anywhere else it is a slash", () => {
  expect(askedFor("/")).toEqual({ words: "", from: 0 });
  expect(askedFor("/Ask tag")).toEqual({ words: "ask tag", from: 0 });
  expect(askedFor("Hello,\n/clo")).toEqual({ words: "clo", from: 7 });
  for (const draft of ["24/7", "see https://example.com/a", "and/or", "/ask\nmore", "//"]) expect(askedFor(draft)).toBeNull();
});

test("a reply is found by its name in either language, and then by its words", () => {
  expect(names(matching(REPLIES, ""))).toEqual(["ask_tag", "closing", "greeting"]);
  expect(names(matching(REPLIES, "行李"))).toEqual(["ask_tag"]);
  expect(names(matching(REPLIES, "tag ask"))).toEqual(["ask_tag"]);
  expect(names(matching(REPLIES, "bag"))).toEqual(["ask_tag", "closing"]);
  expect(matching(REPLIES, "refund")).toEqual([]);
});

test("what is known is filled in, and a name that is not known leaves no gap", () => {
  expect(filled("Hello {customer}, this is {agent} of {site}.", { customer: "Li Wei", agent: "Mei", site: "Lantern Air" }, "en")).toBe("Hello Li Wei, this is Mei of Lantern Air.");
  expect(filled("Hello {customer}.", {}, "en")).toBe("Hello there.");
  expect(filled("{customer}您好", {}, "zh")).toBe("您好");
  // What a customer calls themselves is no pattern.
  expect(filled("Hello {customer}", { customer: "$& {agent}", agent: "Mei" }, "en")).toBe("Hello $& {agent}");
});

test("a blank that stays is found before it is sent", () => {
  const words = filled("Filed under {reference}.", {}, "en");

  expect(blankIn(words)).toEqual({ from: 12, to: 23 });
  expect(blankIn("Filed under LW7K2M9X. {ok}")).toBeNull();
});

import { render } from "preact-render-to-string";
import { afterEach, expect, it } from "vitest";
import type { Message } from "../../../../kit/api/messages";
import { language } from "../../../../kit/i18n";
import { makeSummary } from "../../../testing/makeSummary";
import { Bubble } from "./Bubble";

const asked: Message = {
  id: "m1", conversation_id: "c1", seq: 3, client_id: null, author: "visitor", author_name: null, kind: "text", body: "and when?", data: {}, language: "en", created_at: "2026-01-01T10:00:00Z",
  intent: "follow_up", confidence: 1, tone: "angry",
};
const REASON = { zh: "追问行李——什么时候", en: "a question about the bag – when" };
const lineOf = (message: Message): string => /data-testid="understood">(.*?)<\/p>/.exec(render(<Bubble message={message} summary={makeSummary()} joined={false} lit={false} />))?.[1] ?? "";

afterEach(() => language.set("en"));

it("under a message stands why the dialogue manager took it for what it is, and how it sounds", () => {
  expect(lineOf({ ...asked, read_as: [REASON] })).toBe('Read as: a question about the bag – when<span class="d-bubble__tone">sounds angry</span>');
  language.set("zh");
  expect(lineOf({ ...asked, read_as: [REASON, REASON] })).toContain("理解为：追问行李——什么时候；追问行李——什么时候");
});

it("without a reason stands what it was taken for, and how surely", () => {
  expect(lineOf({ ...asked, intent: "bag_status", confidence: 0.931, tone: null, read_as: [] })).toBe("bag status · 93 %");
});

it("the assistant's own words have no such line", () => {
  expect(lineOf({ ...asked, author: "bot", read_as: [REASON] })).toBe("");
});

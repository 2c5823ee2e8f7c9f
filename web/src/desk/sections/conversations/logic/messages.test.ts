import { describe, expect, it } from "vitest";
import type { Message } from "../../../../kit/api/messages";
import { continuesTurn, isActivity, leavesGap, merged } from "./messages";

function makeMessage(seq: number, part: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`, conversation_id: "c1", seq, client_id: null, author: "visitor", author_name: null, kind: "text", body: "hello",
    data: {}, language: "en", created_at: `2026-01-01T10:0${seq}:00Z`, ...part,
  } as Message;
}

describe("messages", () => {
  it("are kept in order, each once, whatever order they arrive in", () => {
    const all = merged([makeMessage(1), makeMessage(4)], [makeMessage(3), makeMessage(2), makeMessage(4)]);
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it("are replaced when one of them changes", () => {
    const all = merged([makeMessage(1), makeMessage(2)], [makeMessage(1, { body: "changed" })]);
    expect(all.map(({ body }) => body)).toEqual(["changed", "hello"]);
  });

  it("tell when one between has not arrived", () => {
    expect(leavesGap([makeMessage(1)], makeMessage(3))).toBe(true);
    expect(leavesGap([makeMessage(1)], makeMessage(2))).toBe(false);
    expect(leavesGap([makeMessage(1), makeMessage(2)], makeMessage(1))).toBe(false);
  });

  it("are activity lines when they tell of the conversation itself, not when the system has news of a case", () => {
    const system = (part: object) => makeMessage(1, { author: "system", ...part });
    expect(isActivity(system({ data: { activity: "taken", name: "Mei" } }))).toBe(true);
    expect(isActivity(system({ kind: "note", data: { activity: "snoozed" } }))).toBe(true);
    expect(isActivity(system({ body: "Your bag has been found." }))).toBe(false);
    expect(isActivity(system({ kind: "card", data: { card: { type: "case" } } }))).toBe(false);
    expect(isActivity(system({ kind: "survey" }))).toBe(false);
  });

  it("read as one turn only when voice, kind and time fit", () => {
    expect(continuesTurn(makeMessage(1), makeMessage(2))).toBe(true);
    expect(continuesTurn(makeMessage(1), makeMessage(2, { author: "bot" }))).toBe(false);
    expect(continuesTurn(makeMessage(1), makeMessage(9))).toBe(false);
    const note = makeMessage(2, { author: "agent", author_name: "Mei", kind: "note" });
    expect(continuesTurn(makeMessage(1, { author: "agent", author_name: "Mei" }), note)).toBe(false);
  });
});

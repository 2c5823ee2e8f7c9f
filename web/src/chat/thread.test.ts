import { expect, test } from "vitest";
import type { Message } from "../kit/api/messages";
import type { Author } from "../kit/api/types";
import { lastSaid, merge, offeredBelow, rowsOf, unreadAfter } from "./thread";

function message(seq: number, author: Author = "bot", extra: Partial<Message> = {}): Message {
  const created_at = new Date(2026, 2, 14, 9, 0, seq).toISOString();
  const made = { id: `m${seq}`, conversation_id: "c1", seq, client_id: null, author, author_name: null, kind: "text", body: `${seq}`, data: null, language: "en", created_at };
  return { ...made, ...extra } as Message;
}

test("messages are in order, once each, and the same seq replaces", () => {
  const merged = merge([message(1), message(3)], [message(2), message(3, "bot", { body: "changed" })]);

  expect(merged.map((m) => m.body)).toEqual(["1", "2", "changed"]);
});

test("a linked conversation follows the earlier one although its seq starts again", () => {
  const merged = merge([message(7)], [message(1, "bot", { conversation_id: "c2", id: "n1" })]);

  expect(merged.map((m) => m.id)).toEqual(["m7", "n1"]);
  expect(rowsOf(merged, []).map((row) => row.type)).toEqual(["day", "group", "fresh", "group"]);
});

test("notes of the team never reach the visitor's screen", () => {
  expect(merge([], [message(1, "agent", { kind: "note" })])).toEqual([]);
});

test("one voice in one breath is one group; another voice or a pause starts a new one", () => {
  const late = { created_at: new Date(2026, 2, 14, 9, 30).toISOString() };
  const rows = rowsOf([message(1), message(2), message(3, "visitor"), message(4, "visitor", late)], []);

  expect(rows.flatMap((row) => (row.type === "group" ? [row.items.length] : []))).toEqual([2, 1, 1]);
});

test("an activity line does not hide which message was said last", () => {
  expect(lastSaid([message(1), message(2, "system")])?.seq).toBe(1);
});

test("unread counts what the other side said after a seq", () => {
  expect(unreadAfter([message(1), message(2, "visitor"), message(3), message(4, "system")], "c1", 1)).toBe(1);
});

test("a form takes a row of its own, under the words it came with", () => {
  const form = message(2, "bot", { kind: "form", data: { form: { id: "f1", name: "bag_report", status: "open" } } });
  const rows = rowsOf([message(1), form, message(3)], []);

  expect(rows.map((row) => (row.type === "group" ? row.items.length : row.type))).toEqual(["day", 2, "form", 1]);
});

test("of a form shown twice only the newest is the form", () => {
  const form = (seq: number, id: string) => message(seq, "bot", { kind: "form", body: "", data: { form: { id, name: "bag_report", status: "open" } } });
  const rows = rowsOf([form(1, "a"), form(2, "b"), form(3, "a")], []);

  expect(rows.flatMap((row) => (row.type === "form" ? [row.newest] : []))).toEqual([false, true, true]);
});

test("somebody in line keeps the way out of it, whatever came since", () => {
  const back = { title: "Back to the assistant", payload: "/leave_queue" };
  const line = message(1, "bot", { kind: "choices", data: { choices: [{ title: "Leave a message", payload: "/leave_message" }, back] } } as Partial<Message>);
  const news = message(2, "system", { kind: "card", data: {} } as Partial<Message>);

  expect(offeredBelow([line, news], news, "queued")).toEqual([back]);
  expect(offeredBelow([line], line, "queued")).toHaveLength(2);
  expect(offeredBelow([line, news], news, "bot")).toEqual([]);
  expect(offeredBelow([line, news], news, "assigned")).toEqual([]);
});

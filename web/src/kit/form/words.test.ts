import { expect, test } from "vitest";
import type { FieldType, FormField } from "../api/forms";
import { makeField, makeOption } from "../testing/makeField";
import { answerWords } from "./words";

const field = (type: FieldType, extra: Partial<FormField> = {}): FormField => makeField({ type, ...extra });
const parts = field("choices", { options: [makeOption("wheel", "轮子"), makeOption("zip", "拉链")] });

test("answers read as their reader would say them", () => {
  expect(answerWords(parts, ["wheel", "zip"], "zh")).toEqual(["轮子、拉链"]);
  expect(answerWords(field("flight"), "ca 981", "en")).toEqual(["CA 981"]);
  expect(answerWords(field("address"), "12 Long Street\nLondon", "en")).toEqual(["12 Long Street", "London"]);
  expect(answerWords(field("photos"), ["a"], "en")).toEqual(["1 photo"]);
  expect(answerWords(field("check"), true, "zh")).toEqual(["是"]);
});

test("a one-time code is never shown again", () => {
  expect(answerWords(field("code"), "123456", "en")).toEqual(["••••••"]);
});

test("things paid for are listed with a sum for each currency", () => {
  const items = [
    { what: "Shirt", amount: "20", currency: "EUR", date: "", file_id: null },
    { what: "Soap", amount: "3.5", currency: "GBP", date: "", file_id: "f1" },
  ];

  expect(answerWords(field("money_items"), items, "en")).toEqual(["Shirt · €20", "Soap · £3.50 · with receipt", "Total €20 + £3.50"]);
});

test("what was not answered has no words", () => {
  expect([null, undefined, "", false, []].flatMap((value) => answerWords(field("text"), value, "en"))).toEqual([]);
});

import { expect, test } from "vitest";
import { isOtherLanguage } from "./languages";

test("a reply in the other language is noticed", () => {
  expect(isOtherLanguage("We have found your bag in Heathrow", "zh")).toBe(true);
  expect(isOtherLanguage("您的行李已经找到", "en")).toBe(true);
});

test("names and codes are no other language", () => {
  expect(isOtherLanguage("CZ673, PEK", "zh")).toBe(false);
  expect(isOtherLanguage("请在 Terminal 3 的 Lost and Found 柜台领取", "zh")).toBe(false);
  expect(isOtherLanguage("Mr 张, your bag is here", "en")).toBe(false);
  expect(isOtherLanguage("", "zh")).toBe(false);
});

import { expect, test } from "vitest";
import { tagsIn } from "./tagsIn";

test("tags in a list are told apart", () => {
  expect(tagsIn("0784123456, CZ123457；0784123458、0784123459")).toEqual(["0784123456", "CZ123457", "0784123458", "0784123459"]);
  expect(tagsIn("0784123456 0784123457\nCZ123458")).toEqual(["0784123456", "0784123457", "CZ123458"]);
});

test("a tag in groups, as it is printed, is one", () => {
  expect(["0784 123456", " 0 784 123 456 ", "CZ 123456", "０７８４ １２３４５６"].map(tagsIn)).toEqual([["0784123456"], ["0784123456"], ["CZ123456"], ["０７８４１２３４５６"]]);
});

test("what is no tag stays as it was written", () => {
  expect(tagsIn("my tag 0784123456")).toEqual(["my tag 0784123456"]);
  expect(tagsIn("0784 1234 561234")).toEqual(["0784 1234 561234"]);
  expect(tagsIn(" , ")).toEqual([]);
});

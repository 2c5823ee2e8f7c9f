import { expect, test } from "vitest";
import { blocksOf, boldRuns } from "./markdown";

test("words between two stars are bold", () => {
  expect(boldRuns("Take **two bags**, 请带**护照**。")).toEqual([
    { text: "Take ", bold: false },
    { text: "two bags", bold: true },
    { text: ", 请带", bold: false },
    { text: "护照", bold: true },
    { text: "。", bold: false },
  ]);
});

test("stars that mean something else stay", () => {
  for (const text of ["2 ** 3 ** 4", "0784***456", "**open", "a * b"]) expect(boldRuns(text)).toEqual([{ text, bold: false }]);
});

test("lines with a sign before them are a list", () => {
  expect(blocksOf("Bring:\n- passport\n- visa\nBye")).toEqual([
    { kind: "text", lines: "Bring:" },
    { kind: "list", ordered: false, start: 1, items: ["passport", "visa"] },
    { kind: "text", lines: "Bye" },
  ]);
  expect(blocksOf("2. 值机\n3. 安检")).toEqual([{ kind: "list", ordered: true, start: 2, items: ["值机", "安检"] }]);
});

test("a single dash is a dash, and line breaks stay", () => {
  expect(blocksOf("- is it?\n\nyes")).toEqual([{ kind: "text", lines: "- is it?\n\nyes" }]);
});

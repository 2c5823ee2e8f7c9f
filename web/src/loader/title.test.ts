import { expect, test } from "vitest";
import { marked, unmarked } from "./title";

test("the mark is put in front once, follows the number, and goes again", () => {
  const once = marked("Lantern Air", "1");

  expect(once).toBe("(1) Lantern Air");
  expect(marked(once, "99+")).toBe("(99+) Lantern Air");
  expect(marked(marked(once, "99+"), "")).toBe("Lantern Air");
});

test("a title of the page's own that has brackets stays", () => {
  expect(unmarked("Bags (2) – Lantern Air")).toBe("Bags (2) – Lantern Air");
  expect(marked("(draft) Bags", "")).toBe("(draft) Bags");
});

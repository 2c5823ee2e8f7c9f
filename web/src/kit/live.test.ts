import { expect, test } from "vitest";
import { reconnectDelay } from "./live";

test("waiting doubles up to ten seconds, with some chance in it", () => {
  expect([0, 1, 2, 3, 4, 20].map((attempt) => reconnectDelay(attempt, () => 0))).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
  expect(reconnectDelay(0, () => 1)).toBe(700);
});

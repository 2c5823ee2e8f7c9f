import { expect, test } from "vitest";
import { greetedBy } from "./parent";

const parent = {} as Window;
const greeting = (origin: string, claimed = origin, source: unknown = parent) =>
  ({ source, origin, data: { type: "serviceloop:hello", origin: claimed } }) as MessageEvent;

test("the parent is met under its true name", () => {
  expect(greetedBy(greeting("https://shop.example"), parent, "https://shop.example")).toBe("https://shop.example");
  expect(greetedBy(greeting("https://shop.example"), parent, null)).toBe("https://shop.example");
});

test("anyone else is refused", () => {
  expect(greetedBy(greeting("https://evil.example", "https://shop.example"), parent, null)).toBeNull();
  expect(greetedBy(greeting("https://evil.example"), parent, "https://shop.example")).toBeNull();
  expect(greetedBy(greeting("https://shop.example", "https://shop.example", {}), parent, null)).toBeNull();
  expect(greetedBy(greeting("null"), parent, null)).toBeNull();
});

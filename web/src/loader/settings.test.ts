import { expect, test } from "vitest";
import { placeOf } from "./settings";

test("a page puts the launcher where there is room, and only what it tells changes", () => {
  const there = placeOf({ position: "left", offsetY: "96" });

  expect(there).toEqual({ position: "left", offsetX: 20, offsetY: 96, zIndex: 2147483000 });
  expect(placeOf({ offsetX: 4, zIndex: 10 }, there)).toEqual({ position: "left", offsetX: 4, offsetY: 96, zIndex: 10 });
});

test("what cannot be had leaves the launcher where it can be found", () => {
  const home = placeOf({});

  expect(placeOf({ position: "middle", offsetX: "wide", offsetY: Number.NaN, zIndex: "" })).toEqual(home);
  expect(placeOf({ offsetX: -50, offsetY: 99_999, zIndex: 9e12 })).toMatchObject({ offsetX: 0, offsetY: 600, zIndex: 2147483647 });
});

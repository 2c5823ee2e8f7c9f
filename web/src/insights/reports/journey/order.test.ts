import { expect, test } from "vitest";
import { MAIN, ofStage } from "./order";
import type { Touchpoint } from "./types";

const point = (name: string, n: number, order: number, stage: Touchpoint["stage"] = "in"): Touchpoint => ({ name, stage, order, now: { n } }) as unknown as Touchpoint;
const names = (points: Touchpoint[]): (string | null)[] => points.map(({ name }) => name);

test("a stage shows where most customers come by, in the order in which they do", () => {
  const many = Array.from({ length: MAIN + 2 }, (_, place) => point(`p${place}`, place + 1, MAIN + 2 - place));

  expect(names(ofStage(many, "in", false))).toEqual(["p7", "p6", "p5", "p4", "p3", "p2"]);
  expect(ofStage(many, "in", true)).toHaveLength(MAIN + 2);
});

test("what nobody came by any more, and other stages, are not there", () => {
  const points = [point("gone", 0, 1), point("later", 9, 1, "post"), point("here", 1, 2)];

  expect(names(ofStage(points, "in", true))).toEqual(["here"]);
});

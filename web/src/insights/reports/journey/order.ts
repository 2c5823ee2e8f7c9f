/** Which touchpoints are shown, and in which order. */
import type { Stage, Touchpoint } from "./types";

/** So many of a stage are enough for a look; the rest is one click away. */
export const MAIN = 6;

/** The touchpoints of a stage in the order in which customers come by; unless `all`, those alone where most do. */
export function ofStage(points: readonly Touchpoint[], stage: Stage, all: boolean): Touchpoint[] {
  const here = points.filter((one) => one.stage === stage && one.now.n > 0);
  const kept = new Set(all ? here : [...here].sort((a, b) => b.now.n - a.now.n).slice(0, MAIN));
  return here.filter((one) => kept.has(one)).sort((a, b) => a.order - b.order);
}

/** What the server tells of journeys, by the names this report uses. */
import type { Schemas } from "../../../kit/api/narrow";

export type Journey = Schemas["JourneyOut"];
export type Touchpoint = Schemas["TouchpointOut"];
export type StopCounts = Schemas["StopCountsOut"];
export type GroupCounts = Schemas["GroupCountsOut"];
export type Group = Schemas["JourneyGroupOut"];
export type Bottleneck = Schemas["BottleneckOut"];
export type Caller = Schemas["CallerOut"];
export type Stage = Touchpoint["stage"];
export type Dimension = Group["dimension"];
export type JourneyTable = "touchpoints" | "bottlenecks" | "groups";

export const DIMENSIONS: readonly Dimension[] = ["skill", "channel", "language"];
export const FORMATS = ["xes", "ocel", "csv"] as const;

/** Tells one touchpoint from another. */
export const keyOf = ({ stage, kind, name }: Pick<Touchpoint, "stage" | "kind" | "name">): string => [stage, kind, name ?? ""].join("/");

/** What the server tells of any figure, by the names these pages use. */
import type { Schemas } from "../kit/api/narrow";

export type Figure = Schemas["FigureOut"];
export type Estimate = Schemas["EstimateOut"];
export type Change = Schemas["ChangeOut"];
export type Unit = Figure["unit"] | Schemas["MetricOut"]["unit"];
/** Which way is good news. */
export type Better = Schemas["MetricOut"]["better"];

/** What the server tells of a day's plan, by the names this report uses. */
import type { Schemas } from "../../../kit/api/narrow";

export type Staffing = Schemas["StaffingOut"];
export type Plan = Schemas["PlanOut"];
export type Quarter = Schemas["QuarterOut"];
export type Block = Schemas["BlockOut"];
export type Backtest = Schemas["BacktestOut"];
export type Shift = Schemas["ShiftOut"];
export type Imported = Schemas["ImportedOut"];
export type Person = Schemas["PersonOut"];

export type TableName = "quarters" | "proposal" | "roster" | "backtest";

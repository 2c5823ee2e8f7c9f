/** What the server tells of scorecards, by the names this report uses. */
import type { Schemas } from "../../../kit/api/narrow";

export type Scorecard = Schemas["ScorecardOut"];
export type Criterion = Schemas["CriterionOut"];
export type Report = Schemas["CoachingReportOut"];
export type Agreement = Schemas["AgreementOut"];

export const DIMENSIONS = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"] as const;

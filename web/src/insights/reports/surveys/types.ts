/** What the server tells of surveys, by the names this page uses. */
import type { Schemas } from "../../../kit/api/narrow";
export type { Estimate, Figure } from "../../types";

export type Report = Schemas["SurveyReportOut"];
export type Cell = Schemas["CellOut"];
export type Question = Schemas["SurveyQuestionOut"];
export type Dimension = Schemas["DimensionOut"];
export type Feature = Schemas["FeatureOut"];
export type Drivers = Schemas["DriversOut"];
export type Comment = Schemas["CommentOut"];
export type CommentPage = Schemas["CommentsOut"];
export type Themes = Schemas["ThemesOut"];
export type Questionnaire = Schemas["QuestionnaireOut"];
export type Counter = Schemas["CounterOut"];

/** By what answers are compared, beside the weeks of the trend. */
export const GROUPS = ["stage", "skill", "channel", "language", "agent", "counter"] as const;
export type GroupBy = (typeof GROUPS)[number];

export type TableName = "figures" | "languages" | "groups" | "questions" | "dimensions" | "features" | "drivers" | "comments";

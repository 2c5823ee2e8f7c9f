/** What the server tells of service, by the names this report uses. */
import type { Schemas } from "../../../kit/api/narrow";

export type ServiceReport = Schemas["ServiceReportOut"];
export type Metric = Schemas["MetricOut"];
export type MetricFigure = Schemas["MetricFigureOut"];
export type Cell = Schemas["MetricCellOut"];
export type Behind = Schemas["BehindOut"];
export type BehindPage = Schemas["BehindPageOut"];
export type Gaps = Schemas["ThemesOut"];
export type Score = Schemas["ScoreOut"];
export type TableName = "figures" | "groups" | "hours" | "lowest";

/** By what conversations are compared. */
export const GROUPS = ["week", "agent", "skill", "stage", "channel", "language"] as const;
export type GroupBy = (typeof GROUPS)[number];

/** A metric, and what it is of some conversations. */
export interface Told {
  metric: Metric;
  one: MetricFigure;
}

/** The metrics of a cell with what they are called; both come in the same order. */
export const told = ({ metrics }: ServiceReport, cell: Cell): Told[] =>
  metrics.flatMap((metric) => {
    const one = cell.figures.find(({ slug }) => slug === metric.slug);
    return one ? [{ metric, one }] : [];
  });

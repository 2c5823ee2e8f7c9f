/** Charts of figures with their intervals: over time, and side by side. */
import type { CustomSeriesRenderItem, EChartsOption } from "echarts";
import type { Language } from "../../kit/api/types";
import { figure, interval, onAxis } from "../format";
import type { Estimate, Unit } from "../types";
import type { Look } from "./look";
import { tip, tooltipLook } from "./tooltip";

/** A figure and what it is called; null where nobody answered or too few did. */
export interface Point {
  name: string;
  estimate: Estimate | null;
  note: string;
}

export interface Words {
  unit: Unit;
  language: Language;
}

const axisText = (look: Look) => ({ color: look.soft, fontFamily: look.font, fontSize: 12 });
const label = (value: number, { unit, language }: Words): string => figure(unit === "share" ? value / 100 : value, unit, language);

/** A line from the lower to the upper bound, with ends; `across`: the figures lie along the x axis. */
function bars(look: Look, across: boolean): CustomSeriesRenderItem {
  return (_, api) => {
    const [place, low, high] = [api.value(0), api.value(1), api.value(2)];
    const at = (value: typeof low) => api.coord(across ? [value, place] : [place, value]);
    const [from, to] = [at(low), at(high)];
    if (!from || !to || [...from, ...to].some(Number.isNaN)) return null;
    const end = across ? { x: 0, y: 5 } : { x: 5, y: 0 };
    const style = { stroke: look.accent, lineWidth: 1.5, opacity: 0.55 };
    const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: "line" as const, shape: { x1, y1, x2, y2 }, style });
    const [x1 = 0, y1 = 0] = from;
    const [x2 = 0, y2 = 0] = to;
    return { type: "group", children: [line(x1, y1, x2, y2), line(x1 - end.x, y1 - end.y, x1 + end.x, y1 + end.y), line(x2 - end.x, y2 - end.y, x2 + end.x, y2 + end.y)] };
  };
}

const valueAxis = (look: Look, words: Words) => ({
  type: "value" as const,
  scale: true,
  ...(words.unit === "share" && { min: ({ min }: { min: number }) => Math.max(0, Math.floor(min / 10 - 0.5) * 10), max: ({ max }: { max: number }) => Math.min(100, Math.ceil(max / 10 + 0.2) * 10) }),
  splitNumber: look.narrow ? 3 : 5,
  axisLabel: { ...axisText(look), formatter: (value: number) => label(value, words) },
  splitLine: { lineStyle: { color: look.border } },
});

const categoryAxis = (look: Look, points: readonly Point[]) => ({
  type: "category" as const,
  data: points.map(({ name }) => name),
  axisTick: { show: false },
  axisLine: { lineStyle: { color: look.border } },
  axisLabel: axisText(look),
});

/** Every interval as [place, low, high]: what has none is no bar. */
const spans = (points: readonly Point[], unit: Unit): number[][] =>
  points.flatMap(({ estimate }, place) => (estimate && estimate.low !== null && estimate.high !== null ? [[place, onAxis(estimate.low, unit), onAxis(estimate.high, unit)]] : []));

const values = (points: readonly Point[], unit: Unit) => points.map(({ estimate }) => (estimate ? onAxis(estimate.value, unit) : null));

function tooltip(look: Look, points: readonly Point[], { unit, language }: Words) {
  return {
    ...tooltipLook(look),
    formatter: (given: unknown) => {
      const one = (Array.isArray(given) ? given[0] : given) as { dataIndex?: number } | undefined;
      const point = points[one?.dataIndex ?? -1];
      if (!point) return "";
      const told = point.estimate && [figure(point.estimate.value, unit, language), interval(point.estimate, unit, language)];
      return tip(point.name, [...(told ?? []), point.note]);
    },
  };
}

export function trendOption(points: readonly Point[], words: Words) {
  return (look: Look): EChartsOption => ({
    grid: { left: 4, right: 12, top: 16, bottom: 4, containLabel: true },
    tooltip: { ...tooltip(look, points, words), trigger: "axis", axisPointer: { type: "line", lineStyle: { color: look.border } } },
    xAxis: categoryAxis(look, points),
    yAxis: valueAxis(look, words),
    series: [
      { type: "line", data: values(points, words.unit), symbol: "circle", symbolSize: 8, lineStyle: { color: look.accent, width: 2.5 }, itemStyle: { color: look.accent, borderColor: look.surface, borderWidth: 1.5 }, connectNulls: false, z: 3 },
      { type: "custom", data: spans(points, words.unit), renderItem: bars(look, false), encode: { x: 0, y: [1, 2] }, silent: true, z: 2 },
    ],
  });
}

export function groupsOption(points: readonly Point[], words: Words) {
  return (look: Look): EChartsOption => ({
    grid: { left: 4, right: 24, top: 4, bottom: 4, containLabel: true },
    tooltip: { ...tooltip(look, points, words), trigger: "item" },
    xAxis: valueAxis(look, words),
    yAxis: { ...categoryAxis(look, points), inverse: true, axisLine: { show: false }, axisLabel: { ...axisText(look), width: look.narrow ? 96 : 180, overflow: "truncate" } },
    series: [
      { type: "custom", data: spans(points, words.unit).map(([place = 0, low = 0, high = 0]) => [place, low, high]), renderItem: bars(look, true), encode: { x: [1, 2], y: 0 }, silent: true },
      { type: "scatter", data: values(points, words.unit).map((value, place) => [value ?? "-", place]), symbolSize: 11, itemStyle: { color: look.accent } },
    ],
  });
}

/** The curve of how customers feel, from touchpoint to touchpoint, over bands that are the stages. */
import type { EChartsOption } from "echarts";
import type { Language } from "../../../../kit/api/types";
import type { Look } from "../../../chart/look";
import { tip, tooltipLook } from "../../../chart/tooltip";
import { percent } from "../../../format";

export interface TonePoint {
  name: string;
  stage: string;
  now: number | null;
  before: number | null;
  note: string;
}

export interface ToneWords {
  language: Language;
  now: string;
  before: string;
}

/** From the first to the last touchpoint of each stage. */
function bands(points: readonly TonePoint[]): { stage: string; from: number; to: number }[] {
  const found: { stage: string; from: number; to: number }[] = [];
  points.forEach(({ stage }, place) => {
    const last = found.at(-1);
    if (last?.stage === stage) last.to = place;
    else found.push({ stage, from: place, to: place });
  });
  return found;
}

const scaled = (value: number | null): number | null => (value === null ? null : value * 100);

export function toneOption(points: readonly TonePoint[], words: ToneWords) {
  return (look: Look): EChartsOption => {
    const text = { color: look.soft, fontFamily: look.font, fontSize: 12 };
    const areas = bands(points).map(({ stage, from, to }, place) => [
      { name: stage, xAxis: from - 0.5, itemStyle: { color: place % 2 ? "transparent" : look.border, opacity: 0.28 } },
      { xAxis: to + 0.5 },
    ]);
    return {
      grid: { left: 4, right: 12, top: 34, bottom: 4, containLabel: true },
      tooltip: {
        ...tooltipLook(look),
        trigger: "axis",
        axisPointer: { type: "line", lineStyle: { color: look.border } },
        formatter: (given: unknown) => {
          const one = (Array.isArray(given) ? given[0] : given) as { value?: [number, number] } | undefined;
          const point = points[one?.value?.[0] ?? -1];
          if (!point) return "";
          const line = (label: string, value: number | null) => (value === null ? null : `${label} ${percent(value, words.language)}`);
          return tip(point.name, [line(words.now, point.now), line(words.before, point.before), point.note]);
        },
      },
      xAxis: {
        type: "value",
        min: -0.5,
        max: points.length - 0.5,
        interval: 1,
        axisTick: { show: false },
        splitLine: { show: false },
        axisLine: { lineStyle: { color: look.border } },
        axisLabel: {
          ...text,
          show: !look.narrow,
          width: 88,
          overflow: "break",
          customValues: points.map((_, place) => place),
          formatter: (value: number) => points[value]?.name ?? "",
        },
      },
      yAxis: {
        type: "value",
        min: ({ min }: { min: number }) => Math.max(0, Math.floor(min / 10 - 0.2) * 10),
        max: 100,
        splitNumber: look.narrow ? 3 : 4,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...text, formatter: (value: number) => percent(value / 100, words.language) },
        splitLine: { lineStyle: { color: look.border } },
      },
      series: [
        {
          type: "line",
          name: words.now,
          data: points.map(({ now }, place) => [place, scaled(now) ?? "-"]),
          smooth: 0.35,
          smoothMonotone: "x",
          symbol: "circle",
          symbolSize: 9,
          lineStyle: { color: look.accent, width: 3 },
          itemStyle: { color: look.accent },
          markArea: { silent: true, data: areas as never, label: { position: "top", ...text, color: look.faint } },
          z: 3,
        },
        {
          type: "line",
          name: words.before,
          data: points.map(({ before }, place) => [place, scaled(before) ?? "-"]),
          smooth: 0.35,
          smoothMonotone: "x",
          symbol: "none",
          lineStyle: { color: look.faint, width: 1.5, type: "dashed" },
        },
      ],
    };
  };
}

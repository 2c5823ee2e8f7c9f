/** Charts of a day by quarter-hours: what comes, and who is there for it. */
import type { EChartsOption } from "echarts";
import type { Look } from "../../chart/look";
import { tip, tooltipLook } from "../../chart/tooltip";
import { hhmm } from "./day";
import type { Quarter } from "./types";

/** A line of the chart: what it is called, and its value in each quarter-hour. */
export interface Line {
  name: string;
  of: (quarter: Quarter) => number;
}

type Say = (quarter: Quarter) => readonly string[];

const axes = (look: Look, quarters: readonly Quarter[]): Pick<EChartsOption, "grid" | "xAxis" | "yAxis"> => {
  const text = { color: look.soft, fontFamily: look.font, fontSize: 12 };
  return {
    grid: { left: 4, right: 12, top: 36, bottom: 4, containLabel: true },
    xAxis: {
      type: "category",
      data: quarters.map(hhmm),
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: look.border } },
      axisLabel: { ...text, interval: (place: number) => (quarters[place] ? Number(hhmm(quarters[place]).slice(0, 2)) % (look.narrow ? 4 : 2) === 0 && hhmm(quarters[place]).endsWith(":00") : false) },
    },
    yAxis: { type: "value", min: 0, minInterval: 1, splitNumber: 4, axisLabel: text, splitLine: { lineStyle: { color: look.border } } },
  };
};

const tooltip = (look: Look, quarters: readonly Quarter[], say: Say): EChartsOption["tooltip"] => ({
  ...tooltipLook(look),
  trigger: "axis",
  axisPointer: { type: "line", lineStyle: { color: look.border } },
  formatter: (given: unknown) => {
    const quarter = quarters[(given as { dataIndex?: number }[])[0]?.dataIndex ?? -1];
    return quarter ? tip(hhmm(quarter), say(quarter)) : "";
  },
});

const legend = (look: Look, names: readonly string[]): EChartsOption["legend"] => ({ data: [...names], top: 0, left: 0, icon: "roundRect", itemWidth: 14, itemHeight: 4, textStyle: { color: look.soft, fontFamily: look.font, fontSize: 12 } });

/** The mean as a line, and the interval as a band around it. */
export function forecastOption(quarters: readonly Quarter[], names: { mean: string; band: string }, say: Say) {
  return (look: Look): EChartsOption => ({
    ...axes(look, quarters),
    tooltip: tooltip(look, quarters, say),
    legend: legend(look, [names.mean, names.band]),
    series: [
      { type: "line", data: quarters.map(({ coming }) => coming.low), stack: "band", lineStyle: { opacity: 0 }, symbol: "none", silent: true, tooltip: { show: false } },
      { type: "line", name: names.band, data: quarters.map(({ coming }) => coming.high - coming.low), stack: "band", lineStyle: { opacity: 0 }, itemStyle: { color: look.accent, opacity: 0.25 }, areaStyle: { color: look.accent, opacity: 0.16 }, symbol: "none", silent: true },
      { type: "line", name: names.mean, data: quarters.map(({ coming }) => coming.mean), symbol: "none", lineStyle: { color: look.accent, width: 2.5 }, itemStyle: { color: look.accent }, z: 3 },
    ],
  });
}

/** People in steps: what is needed as an area, then the proposal and the roster as lines. */
export function peopleOption(quarters: readonly Quarter[], [needed, proposed, rostered]: readonly [Line, Line, Line], say: Say) {
  return (look: Look): EChartsOption => {
    const line = ({ name, of }: Line, colour: string, more: object = {}) => ({ type: "line" as const, step: "end" as const, name, data: quarters.map(of), symbol: "none", itemStyle: { color: colour }, lineStyle: { color: colour, width: 2 }, ...more });
    return {
      ...axes(look, quarters),
      tooltip: tooltip(look, quarters, say),
      legend: legend(look, [needed.name, proposed.name, rostered.name]),
      series: [
        line(needed, look.accent, { areaStyle: { color: look.accent, opacity: 0.16 } }),
        line(proposed, look.soft, { lineStyle: { color: look.soft, width: 1.5, type: "dashed" } }),
        line(rostered, look.warm, { lineStyle: { color: look.warm, width: 2.5 }, z: 3 }),
      ],
    };
  };
}

/** Hours across, weekdays down; the more began, the darker. */
import type { EChartsOption } from "echarts";
import type { Language } from "../../../../kit/api/types";
import type { Look } from "../../../chart/look";
import { tip, tooltipLook } from "../../../chart/tooltip";
import { whole } from "../../../format";
import type { ServiceText } from "../text";

export function heatOption(week: readonly (readonly number[])[], t: ServiceText, language: Language) {
  const cells = week.flatMap((hours, day) => hours.map((n, hour) => [hour, day, n]));
  const most = Math.max(1, ...cells.map(([, , n = 0]) => n));
  return (look: Look): EChartsOption => {
    const text = { color: look.soft, fontFamily: look.font, fontSize: 12 };
    const axis = { type: "category" as const, axisTick: { show: false }, axisLine: { show: false }, splitArea: { show: false } };
    return {
      grid: { left: 4, right: 4, top: 4, bottom: 44, containLabel: true },
      tooltip: {
        ...tooltipLook(look),
        formatter: (given: unknown) => {
          const [hour = 0, day = 0, n = 0] = (given as { value: number[] }).value;
          return tip(`${t.weekdays[day]} ${t.hour(hour)}`, [t.conversations(whole(n, language))]);
        },
      },
      xAxis: { ...axis, data: Array.from({ length: 24 }, (_, hour) => String(hour)), axisLabel: { ...text, interval: look.narrow ? 5 : 1 } },
      yAxis: { ...axis, data: t.weekdays, inverse: true, axisLabel: text },
      visualMap: {
        min: 0,
        max: most,
        orient: "horizontal",
        left: "center",
        bottom: 0,
        itemHeight: look.narrow ? 120 : 200,
        itemWidth: 12,
        text: [whole(most, language), "0"],
        textStyle: text,
        inRange: { color: [look.raised, look.accent] },
      },
      series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: look.surface, borderWidth: 2, borderRadius: 3 }, emphasis: { itemStyle: { borderColor: look.text, borderWidth: 1 } } }],
    };
  };
}

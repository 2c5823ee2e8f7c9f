/** The radar of dimensions and Kano's quadrants. */
import type { EChartsOption } from "echarts";
import type { Language } from "../../../../kit/api/types";
import { decimal } from "../../../format";
import type { SurveysText } from "../text";
import type { Dimension, Feature } from "../types";
import type { Look } from "../../../chart/look";
import { tip, tooltipLook } from "../../../chart/tooltip";

const HIGHEST = 7;

/** Expected and perceived, or what was perceived alone. */
export function radarOption(dimensions: readonly Dimension[], t: SurveysText, language: Language) {
  const shape = (of: "expected" | "perceived") => dimensions.map((one) => one[of]?.value ?? null);
  const expects = dimensions.some(({ expected }) => expected);
  return (look: Look): EChartsOption => {
    const series = (name: string, value: (number | null)[], color: string, filled: boolean) => ({
      name,
      value: value as number[],
      symbolSize: 6,
      itemStyle: { color },
      lineStyle: { color, width: 2, type: filled ? ("solid" as const) : ("dashed" as const) },
      ...(filled && { areaStyle: { color, opacity: 0.16 } }),
    });
    return {
      tooltip: {
        ...tooltipLook(look),
        formatter: (given: unknown) => {
          const { name, value } = given as { name: string; value: (number | null)[] };
          return tip(name, dimensions.map(({ label }, i) => `${label[language]} ${typeof value[i] === "number" ? decimal(value[i], language) : t.none}`));
        },
      },
      ...(expects && { legend: { bottom: 0, itemWidth: 22, textStyle: { color: look.soft, fontFamily: look.font, fontSize: 13 } } }),
      radar: {
        center: ["50%", expects ? "47%" : "52%"],
        radius: look.narrow ? "60%" : "70%",
        splitNumber: 3,
        indicator: dimensions.map(({ label }) => ({ name: label[language], min: 1, max: HIGHEST })),
        axisName: { color: look.text, fontFamily: look.font, fontSize: look.narrow ? 12 : 13 },
        axisLine: { lineStyle: { color: look.border } },
        splitLine: { lineStyle: { color: look.border } },
        splitArea: { show: false },
      },
      series: [
        {
          type: "radar",
          data: [...(expects ? [series(t.expected, shape("expected"), look.warm, false)] : []), series(t.perceived, shape("perceived"), look.accent, true)],
        },
      ],
    };
  };
}

/** Better along, worse upwards: what must be there stands high on the left, what delights low on the right. */
export function quadrantOption(features: readonly Feature[], t: SurveysText, language: Language) {
  const placed = features.flatMap(({ label, verdict }) => (verdict?.better && verdict.worse ? [{ name: label[language], better: verdict.better, worse: verdict.worse, category: verdict.category_label[language] }] : []));
  return (look: Look): EChartsOption => {
    const axis = (name: string) => ({
      type: "value" as const,
      min: 0,
      max: 1,
      interval: 0.5,
      name,
      nameLocation: "middle" as const,
      nameTextStyle: { color: look.soft, fontFamily: look.font, fontSize: 12 },
      axisLabel: { color: look.soft, fontFamily: look.font, fontSize: 12 },
      axisLine: { lineStyle: { color: look.border } },
      splitLine: { lineStyle: { color: look.border } },
    });
    const quarter = (name: string, x: number, y: number, position: "insideTopLeft" | "insideTopRight" | "insideBottomLeft" | "insideBottomRight") =>
      [{ name, coord: [x, y], label: { position } }, { coord: [x + 0.5, y + 0.5] }] as [object, object];
    return {
      grid: { left: 24, right: 16, top: 12, bottom: 28, containLabel: true },
      tooltip: {
        ...tooltipLook(look),
        formatter: (given: unknown) => {
          const one = placed[(given as { dataIndex: number }).dataIndex];
          return one ? tip(one.name, [one.category, `${t.better} ${decimal(one.better.value, language)}`, `${t.worse} ${decimal(one.worse.value, language)}`]) : "";
        },
      },
      xAxis: { ...axis(t.better), nameGap: 26 },
      yAxis: { ...axis(t.worse), nameGap: 34, axisLabel: { ...axis("").axisLabel, formatter: (value: number) => (value ? `−${decimal(value, language, 1)}` : "0") } },
      series: [
        {
          type: "scatter",
          data: placed.map(({ name, better, worse }) => ({ name, value: [better.value, -worse.value] })),
          symbolSize: 14,
          itemStyle: { color: look.accent, borderColor: look.surface, borderWidth: 2 },
          label: { show: true, formatter: "{b}", position: "top", color: look.text, fontFamily: look.font, fontSize: 12, fontWeight: 500, width: look.narrow ? 90 : 170, overflow: "break" },
          labelLayout: { moveOverlap: "shiftY" },
          markArea: {
            silent: true,
            itemStyle: { color: "transparent" },
            label: { color: look.faint, fontFamily: look.font, fontSize: 12 },
            data: [
              quarter(t.quadrants.must, 0, 0.5, "insideTopLeft"),
              quarter(t.quadrants.one, 0.5, 0.5, "insideTopRight"),
              quarter(t.quadrants.indifferent, 0, 0, "insideBottomLeft"),
              quarter(t.quadrants.attractive, 0.5, 0, "insideBottomRight"),
            ],
          },
        },
      ],
    };
  };
}

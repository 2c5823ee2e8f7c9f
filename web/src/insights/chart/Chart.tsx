import type { EChartsOption } from "echarts";
import type { EChartsType } from "echarts/core";
import { useEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../../kit/store";
import { theme } from "../../desk/state/theme";
import { Skeleton } from "../../kit/ui/Skeleton";
import { type Look, lookOf } from "./look";

interface ChartProps {
  /** What it shows, in words: the table beside it says the same to whoever cannot see it. */
  label: string;
  height: number;
  option: (look: Look) => EChartsOption;
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

/** A chart that follows its box, the page's colours and what it is given. */
export function Chart({ label, height, option }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const latest = useRef(option);
  const [drawn, setDrawn] = useState(false);
  const chosen = useStore(theme);
  latest.current = option;

  const draw = (): void => {
    if (!chart.current || !box.current) return;
    chart.current.resize();
    chart.current.setOption({ animation: !still.matches, animationDuration: 300, ...latest.current(lookOf(box.current)) }, true);
  };

  useEffect(() => {
    let gone = false;
    const seen = new ResizeObserver(draw);
    void import("./engine").then(({ init }) => {
      if (gone || !box.current) return;
      chart.current = init(box.current, null, { renderer: "svg" });
      seen.observe(box.current);
      setDrawn(true);
    });
    dark.addEventListener("change", draw);
    return () => {
      gone = true;
      seen.disconnect();
      dark.removeEventListener("change", draw);
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(draw, [option, drawn, chosen, height]);

  return (
    <div class="i-chart" style={{ height: `${height}px` }}>
      {!drawn && <Skeleton height="100%" radius="12px" />}
      <div class="i-chart__box" ref={box} role="img" aria-label={label} data-drawn={drawn} />
    </div>
  );
}

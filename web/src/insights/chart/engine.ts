/** The parts of ECharts that this page draws with; fetched when the first chart is shown. */
import { CustomChart, HeatmapChart, LineChart, RadarChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkAreaComponent, RadarComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

use([CustomChart, HeatmapChart, LineChart, RadarChart, ScatterChart, GridComponent, LegendComponent, MarkAreaComponent, RadarComponent, TooltipComponent, VisualMapComponent, LabelLayout, SVGRenderer]);

export { init };

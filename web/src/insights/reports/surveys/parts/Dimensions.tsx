import { useMemo } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { tableHref } from "../api";
import { Chart } from "../../../chart/Chart";
import { radarOption } from "../chart/shapes";
import { decimal, whole } from "../../../format";
import { query } from "../state";
import { useText } from "../text";
import type { Dimension, Estimate, Report } from "../types";
import { Panel, Table } from "../../../parts/Panel";
import { FigureCells } from "../../../parts/Told";

const FEWEST_CORNERS = 3;

export function Dimensions({ report }: { report: Report }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { dimensions } = report;
  const gaps = report.formula === "gaps";
  const option = useMemo(() => radarOption(dimensions, t, language), [dimensions, t, language]);
  const radar = dimensions.length >= FEWEST_CORNERS && dimensions.some(({ perceived }) => perceived);
  const head = [t.dimension, ...(gaps ? [t.expected, t.perceived] : []), t.n, gaps ? t.gap : t.score, t.range95, t.since, t.deviation, ...(gaps ? [t.weight] : []), t.alpha];
  const table = (
    <>
      <Table label={t.dimensions} head={head}>
        {dimensions.map((one) => (
          <Row key={one.name} one={one} gaps={gaps} />
        ))}
      </Table>
      <p class="i-note">{t.alphaHint}</p>
    </>
  );
  const title = gaps ? t.gap : t.score;
  const chart = (
    <div class="i-split">
      <Chart label={t.dimensions} height={340} option={option} />
      <Table label={title} head={[t.dimension, t.n, title, t.range95, t.since]}>
        {dimensions.map((one) => (
          <tr key={one.name}>
            <th scope="row">{one.label[language]}</th>
            <FigureCells one={one.figure} />
          </tr>
        ))}
      </Table>
    </div>
  );
  return (
    <Panel id="dimensions" title={t.dimensions} hint={gaps ? t.gapsHint : t.partsHint} csv={tableHref(asked, "dimensions", language)} chart={radar ? chart : undefined}>
      {table}
    </Panel>
  );
}

function Row({ one, gaps }: { one: Dimension; gaps: boolean }) {
  const t = useText();
  const language = useLanguage();
  const mean = (estimate: Estimate | null) => <td class="i-table__number">{estimate ? decimal(estimate.value, language) : t.none}</td>;
  return (
    <tr>
      <th scope="row">{one.label[language]}</th>
      {gaps && mean(one.expected)}
      {gaps && mean(one.perceived)}
      <FigureCells one={one.figure} />
      <td class="i-table__number">{one.deviation === null ? t.none : decimal(one.deviation, language)}</td>
      {gaps && <td class="i-table__number">{one.points ? whole(one.points.value, language) : t.none}</td>}
      <td class="i-table__number">
        {one.alpha === null ? t.none : decimal(one.alpha, language)}
        {one.reliable === false && <span class="i-low"> {t.alphaLow}</span>}
      </td>
    </tr>
  );
}

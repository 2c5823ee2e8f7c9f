import { useMemo } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { tableHref } from "../api";
import { Chart } from "../../../chart/Chart";
import { quadrantOption } from "../chart/shapes";
import { decimal, figure, whole } from "../../../format";
import { query } from "../state";
import { useText } from "../text";
import type { Feature, Report } from "../types";
import { Panel, Table } from "../../../parts/Panel";

const CATEGORIES = ["M", "O", "A", "I", "R", "Q"] as const;

export function Features({ report }: { report: Report }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { features } = report;
  const option = useMemo(() => quadrantOption(features, t, language), [features, t, language]);
  const placed = features.some(({ verdict }) => verdict?.better);
  return (
    <Panel id="features" title={t.features} hint={t.featuresHint} csv={tableHref(asked, "features", language)} chart={placed ? <Chart label={t.features} height={420} option={option} /> : undefined}>
      <Table label={t.features} head={[t.feature, t.n, t.category, t.better, t.worse, t.importance, ...CATEGORIES]}>
        {features.map((one) => (
          <Row key={one.name} one={one} />
        ))}
      </Table>
    </Panel>
  );
}

function Row({ one }: { one: Feature }) {
  const t = useText();
  const language = useLanguage();
  const { verdict, counts } = one;
  return (
    <tr>
      <th scope="row">
        {one.label[language]}
        {verdict?.doubtful && <span class="i-low i-low--line">{t.doubtful}</span>}
      </th>
      <td class="i-table__number">{verdict ? whole(one.n, language) : t.hidden}</td>
      <td class="i-table__number" title={verdict ? (verdict.sure ? t.sure : t.unsure) : undefined}>
        {verdict ? verdict.category_label[language] : t.none}
        {verdict && !verdict.sure && (
          <span class="i-unsure">
            <span aria-hidden="true"> ?</span>
            <span class="visually-hidden"> {t.unsure}</span>
          </span>
        )}
      </td>
      <td class="i-table__number">{verdict?.better ? decimal(verdict.better.value, language) : t.none}</td>
      <td class="i-table__number">{verdict?.worse ? figure(verdict.worse.value, "coefficient", language) : t.none}</td>
      <td class="i-table__number">{one.importance ? decimal(one.importance.value, language, 1) : t.none}</td>
      {CATEGORIES.map((category) => (
        <td key={category} class="i-table__number">
          {counts ? whole(counts[category] ?? 0, language) : t.none}
        </td>
      ))}
    </tr>
  );
}

import { useMemo, useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Chart } from "../../../chart/Chart";
import { groupsOption, trendOption } from "../../../chart/intervals";
import { shortDay, whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { Select } from "../../../parts/Select";
import { tableHref } from "../api";
import { ask, query } from "../state";
import { useText } from "../text";
import { type Cell, type GroupBy, GROUPS, type ServiceReport } from "../types";
import { FigureRow } from "./FigureRow";

/** So many fit a chart; the table has all. */
const CHARTED = 15;

/** One metric, group by group, or week by week. */
export function Groups({ report }: { report: ServiceReport }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const [slug, setSlug] = useState("automation");
  const weeks = asked.group === "week";
  const metric = report.metrics.find((one) => one.slug === slug) ?? report.metrics[0];
  const nameOf = useMemo(() => (cell: Cell) => (weeks ? shortDay(cell.label.en, language) : cell.label[language]), [weeks, language]);
  const rows = useMemo(() => report.groups.map((cell) => ({ cell, one: cell.figures.find((each) => each.slug === metric?.slug) })), [report, metric]);
  const charted = useMemo(() => (weeks ? rows : rows.filter(({ one }) => one?.estimate).slice(0, CHARTED)), [rows, weeks]);
  const option = useMemo(() => {
    const points = charted.map(({ cell, one }) => ({ name: nameOf(cell), estimate: one?.estimate ?? null, note: one?.hidden ? t.hidden : t.sample(whole(one?.estimate?.n ?? 0, language)) }));
    return (weeks ? trendOption : groupsOption)(points, { unit: metric?.unit ?? "share", language });
  }, [charted, nameOf, weeks, metric, language, t]);
  if (!metric) return null;
  const title = `${t.groups}: ${metric.label[language]}`;
  const chart = <Chart label={title} height={weeks ? 280 : 48 + charted.length * 38} option={option} />;
  return (
    <Panel
      id="groups"
      title={t.groups}
      hint={t.groupsHint}
      csv={tableHref(asked, "groups", language)}
      tools={
        <>
          <Select quiet label={t.groupBy} value={asked.group} options={GROUPS.map((one) => ({ value: one, words: t.groupNames[one] }))} testId="group-by" onChoose={(one) => ask({ group: one as GroupBy })} />
          <Select quiet label={t.figureShown} value={metric.slug} options={report.metrics.map((one) => ({ value: one.slug, words: one.label[language] }))} testId="figure-shown" onChoose={setSlug} />
        </>
      }
      chart={charted.length > 0 ? chart : undefined}
    >
      <Table label={title} head={[t.groupNames[asked.group], t.n, t.value, t.range95, t.since]}>
        {rows.map(({ cell, one }) => (
          <tr key={cell.key}>
            <th scope="row">{nameOf(cell)}</th>
            {one && <FigureRow metric={metric} one={one} name={`${metric.label[language]} · ${nameOf(cell)}`} group={{ by: asked.group, key: cell.key }} />}
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

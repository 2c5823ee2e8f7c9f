import { useMemo } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { tableHref } from "../api";
import { Chart } from "../../../chart/Chart";
import { groupsOption } from "../../../chart/intervals";
import { whole } from "../../../format";
import { ask, query } from "../state";
import { useText } from "../text";
import { type GroupBy, GROUPS, type Report } from "../types";
import { Panel, Table } from "../../../parts/Panel";
import { Select } from "../../../parts/Select";
import { FigureCells } from "../../../parts/Told";
import { useFigure } from "./Trend";

/** So many fit a chart; the table has all. */
const CHARTED = 15;

export function Groups({ report }: { report: Report }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { chosen, choice } = useFigure(report);
  const cells = useMemo(() => report.groups.map((cell) => ({ cell, one: cell.figures.find(({ name }) => name === chosen?.name) })), [report, chosen]);
  const shown = useMemo(() => cells.filter(({ one }) => one?.estimate).slice(0, CHARTED), [cells]);
  const option = useMemo(() => {
    const points = shown.map(({ cell, one }) => ({ name: cell.label[language], estimate: one?.estimate ?? null, note: t.answers(whole(one?.estimate?.n ?? 0, language)) }));
    return groupsOption(points, { unit: chosen?.unit ?? "share", language });
  }, [shown, chosen, language, t]);
  if (!chosen) return null;
  const title = `${t.groups}: ${chosen.label[language]}`;
  const by = <Select quiet label={t.groupBy} value={asked.group} options={GROUPS.map((one) => ({ value: one, words: t.groupNames[one] }))} testId="group-by" onChoose={(one) => ask({ group: one as GroupBy })} />;
  return (
    <Panel
      id="groups"
      title={t.groups}
      hint={cells.some(({ one }) => one?.hidden) ? `${t.groupsHint}${t.hiddenHint}` : t.groupsHint}
      csv={tableHref(asked, "groups", language, asked.group)}
      tools={
        <>
          {by}
          {choice}
        </>
      }
      chart={shown.length > 0 ? <Chart label={title} height={48 + shown.length * 38} option={option} /> : undefined}
    >
      <Table label={title} head={[t.groupNames[asked.group], t.n, t.value, t.range95, t.since]}>
        {cells.map(({ cell, one }) => (
          <tr key={cell.key}>
            <th scope="row">{cell.label[language]}</th>
            <FigureCells one={one} />
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

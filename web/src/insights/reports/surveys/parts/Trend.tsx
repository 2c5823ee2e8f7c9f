import { useMemo, useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { tableHref } from "../api";
import { Chart } from "../../../chart/Chart";
import { trendOption } from "../../../chart/intervals";
import { shortDay, whole } from "../../../format";
import { query } from "../state";
import { useText } from "../text";
import type { Report } from "../types";
import { Panel, Table } from "../../../parts/Panel";
import { Select } from "../../../parts/Select";
import { FigureCells } from "../../../parts/Told";

/** The figure that is shown, and the choice of another where there are several. */
export function useFigure(report: Report) {
  const language = useLanguage();
  const t = useText();
  const [name, setName] = useState("");
  const figures = report.total.figures;
  const chosen = figures.find((one) => one.name === name) ?? figures[0];
  const options = figures.map((one) => ({ value: one.name, words: one.label[language] }));
  const choice = figures.length > 1 && chosen ? <Select quiet label={t.figureShown} value={chosen.name} options={options} onChoose={setName} /> : null;
  return { chosen, choice };
}

export function Trend({ report }: { report: Report }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { chosen, choice } = useFigure(report);
  const weeks = useMemo(
    () => report.groups.map((cell) => ({ day: cell.label.en, cell, one: cell.figures.find(({ name }) => name === chosen?.name) })),
    [report, chosen],
  );
  const option = useMemo(() => {
    const points = weeks.map(({ day, cell, one }) => ({
      name: shortDay(day, language),
      estimate: one?.estimate ?? null,
      note: one?.hidden ? t.hidden : t.answers(whole(one?.estimate?.n ?? cell.n ?? 0, language)),
    }));
    return trendOption(points, { unit: chosen?.unit ?? "share", language });
  }, [weeks, chosen, language, t]);
  if (!chosen) return null;
  const title = `${t.trend}: ${chosen.label[language]}`;
  return (
    <Panel id="trend" title={t.trend} hint={t.trendHint} csv={tableHref(asked, "groups", language, "week")} tools={choice} chart={<Chart label={title} height={280} option={option} />}>
      <Table label={title} head={[t.week, t.n, t.value, t.range95, t.since]}>
        {weeks.map(({ day, one }) => (
          <tr key={day}>
            <th scope="row">{shortDay(day, language)}</th>
            <FigureCells one={one} />
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

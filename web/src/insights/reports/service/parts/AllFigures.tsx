import { Fragment } from "preact";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { query } from "../state";
import { useText } from "../text";
import { type ServiceReport, told } from "../types";
import { Defined } from "./Definition";
import { FigureRow } from "./FigureRow";

/** Every metric in one table, part by part. */
export function AllFigures({ report }: { report: ServiceReport }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const rows = told(report, report.total);
  return (
    <Panel id="all" title={t.all} hint={t.allHint} csv={tableHref(asked, "figures", language)}>
      <Table label={t.all} head={[t.figure, t.n, t.value, t.range95, t.since]}>
        {rows.map(({ metric, one }, place) => (
          <Fragment key={metric.slug}>
            {metric.part !== rows[place - 1]?.metric.part && (
              <tr class="i-table__section">
                <th scope="rowgroup" colSpan={5}>
                  {metric.part_label[language]}
                </th>
              </tr>
            )}
            <tr data-testid={`row-${metric.slug}`}>
              <th scope="row">
                <Defined metric={metric} />
              </th>
              <FigureRow metric={metric} one={one} name={metric.label[language]} />
            </tr>
          </Fragment>
        ))}
      </Table>
    </Panel>
  );
}

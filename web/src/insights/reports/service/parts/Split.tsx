import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { percent, whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { query } from "../state";
import { useText } from "../text";
import { type ServiceReport, told } from "../types";
import { Defined } from "./Definition";
import { FigureRow } from "./FigureRow";

/** How conversations ended, as one bar: what adds up is shown as adding up. */
export function Split({ report }: { report: ServiceReport }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const parts = told(report, report.total).filter(({ metric }) => report.split.includes(metric.slug));
  const ended = parts[0]?.one.estimate?.n ?? 0;
  const unfinished = report.total.conversations - ended;
  const hint = parts[0]?.one.hidden || unfinished === 0 ? t.splitHint : `${t.splitHint} ${t.unfinished(whole(unfinished, language))}`;
  const said = parts.map(({ metric, one }) => `${metric.label[language]} ${one.estimate ? percent(one.estimate.value, language) : t.none}`);
  const bar = ended > 0 && (
    <div class="s-split">
      <div class="s-split__bar" role="img" aria-label={`${t.split}: ${said.join(", ")}`}>
        {parts.map(({ metric, one }) => (
          <span key={metric.slug} class={`s-split__part s-split__part--${metric.slug}`} style={{ flexGrow: one.estimate?.value ?? 0 }} />
        ))}
      </div>
      <ul class="s-split__legend">
        {parts.map(({ metric, one }) => (
          <li key={metric.slug}>
            <span class={`s-split__dot s-split__part--${metric.slug}`} />
            <span>{metric.label[language]}</span>
            <strong>{one.estimate ? percent(one.estimate.value, language) : t.none}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <Panel id="split" title={t.split} hint={hint} csv={tableHref(asked, "figures", language)} chart={bar || undefined}>
      <Table label={t.split} head={[t.ended, t.n, t.value, t.range95, t.since]}>
        {parts.map(({ metric, one }) => (
          <tr key={metric.slug}>
            <th scope="row">
              <Defined metric={metric} />
            </th>
            <FigureRow metric={metric} one={one} name={metric.label[language]} />
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

import { useMemo } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Chart } from "../../../chart/Chart";
import { decimal, whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { forecastOption } from "../chart";
import { hhmm, shownOf } from "../day";
import { query } from "../state";
import { useText } from "../text";
import type { Quarter } from "../types";

/** How many come, quarter-hour by quarter-hour. */
export function Forecast({ quarters }: { quarters: readonly Quarter[] }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const shown = useMemo(() => shownOf(quarters), [quarters]);
  const option = useMemo(() => {
    const say = ({ coming }: Quarter) => [`${t.expected}: ${decimal(coming.mean, language, 1)}`, t.interval(t.between(whole(coming.low, language), whole(coming.high, language)))];
    return forecastOption(shown, { mean: t.expected, band: t.range95 }, say);
  }, [shown, language, t]);
  return (
    <Panel id="forecast" title={t.forecast} hint={t.forecastHint} csv={tableHref(asked, "quarters", language)} chart={<Chart label={t.forecast} height={280} option={option} />}>
      <Table label={t.forecast} head={[t.time, t.expected, t.range95]}>
        {shown.map(({ start, coming }) => (
          <tr key={start}>
            <th scope="row">{hhmm({ start })}</th>
            <td class="i-table__number i-table__strong">{decimal(coming.mean, language, 1)}</td>
            <td class="i-table__number">{t.between(whole(coming.low, language), whole(coming.high, language))}</td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

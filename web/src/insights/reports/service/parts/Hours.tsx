import { useMemo } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Chart } from "../../../chart/Chart";
import { whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { heatOption } from "../chart/heat";
import { query } from "../state";
import { useText } from "../text";
import type { ServiceReport } from "../types";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** How many conversations began, by weekday and hour of the site. */
export function Hours({ report }: { report: ServiceReport }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const option = useMemo(() => heatOption(report.hours, t, language), [report, t, language]);
  return (
    <Panel id="hours" title={t.hours} hint={t.hoursHint(report.time_zone)} csv={tableHref(asked, "hours", language)} chart={<Chart label={t.hours} height={300} option={option} />}>
      <Table label={t.hours} head={[t.weekday, ...HOURS.map((hour) => String(hour))]}>
        {report.hours.map((hours, day) => (
          <tr key={t.weekdays[day]}>
            <th scope="row">{t.weekdays[day]}</th>
            {hours.map((n, hour) => (
              <td key={`${day}-${HOURS[hour]}`} class="i-table__number">
                {whole(n, language)}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

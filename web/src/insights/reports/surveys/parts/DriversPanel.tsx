import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { tableHref } from "../api";
import { figure, interval, percent, whole } from "../../../format";
import { query } from "../state";
import { useText } from "../text";
import type { Drivers } from "../types";
import { Panel, Table } from "../../../parts/Panel";

/** Few rows with a bar each: a table that is its own chart. */
export function DriversPanel({ drivers }: { drivers: Drivers }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const hint = t.driversHint(drivers.outcome[language], percent(drivers.explained, language), whole(drivers.n, language));
  return (
    <Panel id="drivers" title={t.drivers} hint={hint} csv={tableHref(asked, "drivers", language)}>
      <Table label={t.drivers} head={[t.driver, t.importanceShare, t.slope, t.range95]}>
        {drivers.drivers.map((one) => (
          <tr key={one.name}>
            <th scope="row">{one.label[language]}</th>
            <td class="i-table__number">
              <span class="i-bar" style={{ "--share": Math.max(0, Math.min(1, one.importance)) }}>
                {percent(one.importance, language)}
              </span>
            </td>
            <td class="i-table__number i-table__strong">{figure(one.slope, "gap", language)}</td>
            <td class="i-table__number">
              {interval(one, "gap", language)}
              {one.low <= 0 && one.high >= 0 && <span class="i-low i-low--line">{t.driverUnclear}</span>}
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

import { useMemo } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Chart } from "../../../chart/Chart";
import { percent, whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { type Line, peopleOption } from "../chart";
import { hhmm, shownOf } from "../day";
import { query } from "../state";
import { useText } from "../text";
import type { Quarter } from "../types";

/** How many people are needed, proposed and planned, and what becomes of customers with those who are planned. */
export function People({ quarters }: { quarters: readonly Quarter[] }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const shown = useMemo(() => shownOf(quarters), [quarters]);
  const option = useMemo(() => {
    const lines: [Line, Line, Line] = [
      { name: t.onRoster, of: (one) => one.on_roster },
      { name: t.proposed, of: (one) => one.planned },
      { name: t.rostered, of: (one) => one.rostered },
    ];
    return peopleOption(shown, lines, (one) => lines.map(({ name, of }) => `${name}: ${whole(of(one), language)}`));
  }, [shown, language, t]);
  return (
    <Panel id="people" title={t.people} hint={t.peopleHint} csv={tableHref(asked, "quarters", language)} chart={<Chart label={t.people} height={300} option={option} />}>
      <Table label={t.people} head={[t.time, t.needed, t.onRoster, t.proposed, t.rostered, t.answered, t.givesUp, t.busy]}>
        {shown.map((one) => (
          <tr key={one.start}>
            <th scope="row">{hhmm(one)}</th>
            <td class="i-table__number">{whole(one.needed, language)}</td>
            <td class="i-table__number">{whole(one.on_roster, language)}</td>
            <td class="i-table__number">{whole(one.planned, language)}</td>
            <td class={`i-table__number i-table__strong ${one.rostered < one.on_roster ? "i-low" : ""}`}>{whole(one.rostered, language)}</td>
            <Outcome outcome={one.outcome} />
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

function Outcome({ outcome }: Pick<Quarter, "outcome">) {
  const t = useText();
  const language = useLanguage();
  const share = (value: number | null | undefined): string => (value === null || value === undefined ? t.none : percent(value, language));
  if (outcome?.unstable) {
    return (
      <td class="i-table__number i-low" colSpan={3}>
        {t.unstable}
      </td>
    );
  }
  return (
    <>
      <td class="i-table__number">{share(outcome?.answered)}</td>
      <td class="i-table__number">{share(outcome?.abandons)}</td>
      <td class="i-table__number">{share(outcome?.occupancy)}</td>
    </>
  );
}

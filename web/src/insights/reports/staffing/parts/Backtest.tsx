import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { longDay, percent } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { query } from "../state";
import { useText } from "../text";
import type { Backtest as Tested, Staffing } from "../types";

/** Whether the forecast would have been right, in one sentence and beside copying the week before. */
export function Backtest({ tested, found }: { tested: Tested; found: Staffing }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { weeks, covered, model, naive } = tested;
  const share = (value: number): string => percent(value, language);
  return (
    <Panel id="backtest" title={t.backtest} hint={t.backtestHint(longDay(found.first, language), found.weeks)} csv={tableHref(asked, "backtest", language)}>
      <p class="s-sentence" data-testid="backtest-sentence">
        {t.backtestSentence(weeks, share(covered), share(model.days), share(naive.days))}
      </p>
      <Table label={t.backtest} head={[t.method, t.held, t.quarterError, t.dayError]}>
        <tr>
          <th scope="row">{t.thisForecast}</th>
          <td class="i-table__number">{share(covered)}</td>
          <td class="i-table__number">{share(model.quarters)}</td>
          <td class="i-table__number i-table__strong">{share(model.days)}</td>
        </tr>
        <tr>
          <th scope="row">{t.lastWeek}</th>
          <td class="i-table__number">{t.none}</td>
          <td class="i-table__number">{share(naive.quarters)}</td>
          <td class="i-table__number">{share(naive.days)}</td>
        </tr>
      </Table>
    </Panel>
  );
}

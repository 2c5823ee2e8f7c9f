import { useState } from "preact/hooks";
import { PLUS, TRASH } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { ApiError } from "../../../../kit/http";
import { useStore } from "../../../../kit/store";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { Panel, Table } from "../../../parts/Panel";
import { Select } from "../../../parts/Select";
import { tableHref } from "../api";
import { people, plan, query, unplan } from "../state";
import { useText } from "../text";
import type { Shift, Staffing } from "../types";
import { instant, timeOf } from "../zone";
import { RosterFile } from "./RosterFile";

/** Who is planned for the day: seen, added one by one or from a file, and taken off again. */
export function Roster({ found }: { found: Staffing }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { roster, day, time_zone: zone } = found;
  return (
    <Panel id="roster" title={t.roster} hint={t.rosterHint(zone)} csv={tableHref(asked, "roster", language)}>
      {roster.length === 0 && <p class="i-note">{t.noRoster}</p>}
      {roster.length > 0 && (
        <Table label={t.roster} head={[t.who, t.from, t.to, t.remove]} words={3}>
          {roster.map((one) => (
            <Row key={one.id} one={one} zone={zone} />
          ))}
        </Table>
      )}
      <Form day={day} zone={zone} />
      <RosterFile />
    </Panel>
  );
}

function Row({ one, zone }: { one: Shift; zone: string }) {
  const t = useText();
  const starts = timeOf(one.starts_at, zone);
  const [busy, setBusy] = useState(false);
  const drop = async (): Promise<void> => {
    setBusy(true);
    await unplan(one.id);
    setBusy(false);
  };
  return (
    <tr class="s-shift" data-testid="shift">
      <th scope="row">{one.agent}</th>
      <td>{starts}</td>
      <td>{timeOf(one.ends_at, zone)}</td>
      <td class="i-table__number">
        <Button look="quiet" size="sm" icon={TRASH} busy={busy} aria-label={t.removeOf(one.agent, starts)} onClick={() => void drop()}>
          {t.remove}
        </Button>
      </td>
    </tr>
  );
}

function Form({ day, zone }: { day: string; zone: string }) {
  const t = useText();
  const team = useStore(people);
  const [wanted, setWanted] = useState({ who: "", from: "08:00", to: "16:00" });
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const who = wanted.who || team[0]?.id;
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!who) return;
    setState({ busy: true, problem: null });
    try {
      // A shift that ends before it begins goes on past midnight.
      await plan(who, instant(day, wanted.from, zone), instant(day, wanted.to, zone, wanted.to <= wanted.from ? 1 : 0));
      setState({ busy: false, problem: null });
    } catch (error) {
      setState({ busy: false, problem: error instanceof ApiError ? error.code : "other" });
    }
  };
  return (
    <>
      <form class="s-form" onSubmit={(event) => void add(event)}>
        <Select label={t.who} value={who ?? ""} options={team.map(({ id, name }) => ({ value: id, words: name }))} testId="shift-who" onChoose={(value) => setWanted({ ...wanted, who: value })} />
        <Time label={t.from} value={wanted.from} testId="shift-from" onChoose={(from) => setWanted({ ...wanted, from })} />
        <Time label={t.to} value={wanted.to} testId="shift-to" onChoose={(to) => setWanted({ ...wanted, to })} />
        <Button type="submit" icon={PLUS} busy={state.busy} disabled={!who} data-testid="shift-add">
          {t.add}
        </Button>
      </form>
      {state.problem && <Banner tone="danger">{t.problems[state.problem] ?? t.problems["other"]}</Banner>}
    </>
  );
}

function Time({ label, value, testId, onChoose }: { label: string; value: string; testId: string; onChoose: (value: string) => void }) {
  return (
    <label class="i-field">
      <span>{label}</span>
      <input class="i-field__input" type="time" step={900} value={value} required data-testid={testId} onInput={(event) => onChoose(event.currentTarget.value)} />
    </label>
  );
}

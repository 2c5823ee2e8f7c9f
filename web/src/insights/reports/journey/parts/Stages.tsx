import { useState } from "preact/hooks";
import { CASE, CHAT, CLOCK, FORM, HEADSET } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { Icon } from "../../../../kit/ui/Icon";
import { decimal, percent, whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { length } from "../lengths";
import { ofStage } from "../order";
import { chosen, look, query } from "../state";
import { useText } from "../text";
import { type Journey, keyOf, type Touchpoint } from "../types";
import { Closer } from "./Closer";

const PICTURES: Record<Touchpoint["kind"], string> = { skill: CHAT, queue: CLOCK, person: HEADSET, case: CASE, survey: FORM };

/** The map: a column for each stage, a block for each touchpoint, and the one that is looked at below. */
export function Stages({ found }: { found: Journey }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const key = useStore(chosen);
  const [all, setAll] = useState(false);
  const open = found.touchpoints.find((one) => keyOf(one) === key);
  const came = found.touchpoints.filter(({ now }) => now.n > 0);
  const hidden = found.stages.some(({ name }) => ofStage(came, name, true).length > ofStage(came, name, false).length);
  const most = Math.max(...came.map(({ now }) => now.n));
  const map = (
    <div>
      <div class="j-map">
        {found.stages.map(({ name, label }) => (
          <section key={name} class="j-stage" aria-label={label[language]}>
            <h3>{label[language]}</h3>
            {ofStage(came, name, all).map((one) => (
              <Block key={keyOf(one)} one={one} most={most} />
            ))}
            {!came.some(({ stage }) => stage === name) && <p class="j-stage__none">{t.nobody}</p>}
          </section>
        ))}
      </div>
      {hidden && (
        <div class="i-more">
          <Button size="sm" onClick={() => setAll(!all)}>
            {all ? t.fewer : t.all(came.length)}
          </Button>
        </div>
      )}
      {open && <Closer key={key} one={open} />}
    </div>
  );
  return (
    <Panel id="map" title={t.map} hint={t.mapHint} csv={tableHref(asked, "touchpoints", language)} chart={map}>
      <Table label={t.map} words={2} head={[t.stage, t.touchpoint, t.conversations, t.beforeColumn, t.median, t.p90, t.leaveRate, t.ended, t.calm, t.scoreColumn]}>
        {found.touchpoints.map((one) => (
          <Row key={keyOf(one)} one={one} stage={found.stages.find(({ name }) => name === one.stage)?.label[language] ?? ""} />
        ))}
      </Table>
    </Panel>
  );
}

function Block({ one, most }: { one: Touchpoint; most: number }) {
  const t = useText();
  const language = useLanguage();
  const key = useStore(chosen);
  const { now } = one;
  const gone = one.kind === "survey" ? 1 - now.ended / now.n : (now.abandoned?.value ?? 0);
  const said = (value: number): string => (one.kind === "survey" ? t.unanswered : t.leave)(percent(value, language));
  return (
    <button type="button" class={`j-block j-block--${one.kind}`} aria-expanded={key === keyOf(one)} data-testid="touchpoint" onClick={() => look(one)}>
      <span class="j-block__head">
        <Icon path={PICTURES[one.kind]} size={18} />
        <span class="j-block__name">{one.label[language]}</span>
        {one.name !== null && <span class="j-block__kind">{t.kinds[one.kind]}</span>}
      </span>
      <span class="j-block__share" style={{ inlineSize: `${Math.max(2, (100 * now.n) / most)}%` }} aria-hidden="true" />
      <span class="j-block__figures">
        <span>{t.came(whole(now.n, language))}</span>
        {now.median !== null && <span>{t.stay(length(now.median, t, language))}</span>}
        {gone > 0 && <span class={gone >= 0.2 && one.kind !== "survey" ? "j-block__leave" : ""}>{said(gone)}</span>}
      </span>
      <Marks one={one} />
    </button>
  );
}

/** What changed by more than chance. */
export function Marks({ one }: { one: Touchpoint }) {
  const t = useText();
  const { now, before } = one;
  const more = (now.abandoned?.value ?? 0) > (before.abandoned?.value ?? 0);
  const longer = (now.median ?? 0) > (before.median ?? 0);
  const marks = [...(one.leaving_real ? [{ bad: more, words: more ? t.leaveMore : t.leaveLess }] : []), ...(one.stay_real ? [{ bad: longer, words: longer ? t.stayMore : t.stayLess }] : [])];
  return (
    <>
      {marks.map(({ bad, words }) => (
        <span key={words} class={`j-mark j-mark--${bad ? "bad" : "good"}`}>
          {bad ? "▲" : "▼"} {words}
        </span>
      ))}
    </>
  );
}

function Row({ one, stage }: { one: Touchpoint; stage: string }) {
  const t = useText();
  const language = useLanguage();
  const { now, before } = one;
  const stay = (value: number | null): string => (value === null ? t.none : length(value, t, language));
  return (
    <tr>
      <td>{stage}</td>
      <th scope="row">{one.label[language]}</th>
      <td class="i-table__number i-table__strong">{whole(now.n, language)}</td>
      <td class="i-table__number">{whole(before.n, language)}</td>
      <td class="i-table__number">{stay(now.median)}</td>
      <td class="i-table__number">{stay(now.p90)}</td>
      <td class="i-table__number">{now.abandoned ? percent(now.abandoned.value, language) : t.none}</td>
      <td class="i-table__number">{whole(now.ended, language)}</td>
      <td class="i-table__number">{now.calm ? percent(now.calm.value, language) : t.none}</td>
      <td class="i-table__number">{now.score ? decimal(now.score.value, language) : t.none}</td>
    </tr>
  );
}

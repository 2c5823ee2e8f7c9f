import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { whole } from "../../../format";
import { Panel, Table } from "../../../parts/Panel";
import { tableHref } from "../api";
import { length } from "../lengths";
import { query } from "../state";
import { useText } from "../text";
import type { Bottleneck, Journey } from "../types";

/** So many sentences are read; the table has all. */
const TOLD = 6;

export function Bottlenecks({ found }: { found: Journey }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const lost = found.bottlenecks.filter((one) => one.lost > 0 || one.real);
  const parts = [
    { title: t.live, list: lost.filter(({ live }) => live).slice(0, TOLD) },
    { title: t.later, list: lost.filter(({ live }) => !live).slice(0, TOLD) },
  ].filter(({ list }) => list.length > 0);
  const sentences = (
    <div class="j-bottlenecks">
      {parts.length === 0 && <p class="i-note">{t.noBottlenecks}</p>}
      {parts.map(({ title, list }) => (
        <section key={title} aria-label={title}>
          {parts.length > 1 && <h3 class="j-bottlenecks__title">{title}</h3>}
          <ol>
            {list.map((one) => (
              <Sentence key={`${one.kind}/${one.topic}/${one.part}`} one={one} most={Math.max(...list.map((each) => each.lost))} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
  return (
    <Panel id="bottlenecks" title={t.bottlenecks} hint={t.bottlenecksHint} csv={found.bottlenecks.length ? tableHref(asked, "bottlenecks", language) : undefined} chart={sentences}>
      <Table label={t.bottlenecks} words={2} head={[t.step, t.part, t.customers, t.median, t.p90, t.minutes, t.lost, t.medianBefore, t.verdict]}>
        {found.bottlenecks.map((one) => (
          <tr key={`${one.kind}/${one.topic}/${one.part}`}>
            <th scope="row">{one.label[language]}</th>
            <td>{t.parts[one.part]}</td>
            <td class="i-table__number">{whole(one.n, language)}</td>
            <td class="i-table__number i-table__strong">{length(one.median, t, language)}</td>
            <td class="i-table__number">{length(one.p90, t, language)}</td>
            <td class="i-table__number">{whole(one.minutes, language)}</td>
            <td class="i-table__number">{whole(one.lost, language)}</td>
            <td class="i-table__number">{one.median_before === null ? t.none : length(one.median_before, t, language)}</td>
            <td class="i-table__number">{one.median_before === null ? t.none : t.verdicts[verdictOf(one)]}</td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

const verdictOf = ({ real }: Bottleneck) => (real === null ? "untold" : real ? "real" : "noise");

/** What it says before the colon is the step, after it the evidence. */
function Sentence({ one, most }: { one: Bottleneck; most: number }) {
  const t = useText();
  const language = useLanguage();
  const [said, label] = [one.sentence[language], one.label[language]];
  const longer = one.median_before !== null && one.median > one.median_before;
  return (
    <li class="j-bottleneck" data-testid="bottleneck" data-real={one.real === true}>
      <p>
        <strong>{label}</strong>
        {said.slice(label.length)}
        {one.real && <span class={`j-mark j-mark--${longer ? "bad" : "good"}`}>{longer ? `▲ ${t.longer}` : `▼ ${t.shorter}`}</span>}
      </p>
      <span class="j-bottleneck__bar" style={{ inlineSize: `${most ? Math.max(1, (100 * one.lost) / most) : 1}%` }} aria-hidden="true" />
    </li>
  );
}

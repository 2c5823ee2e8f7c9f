import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { decimal, whole } from "../../../format";
import { Panel } from "../../../parts/Panel";
import { tableHref } from "../api";
import { loadLowest, lowest, query, score } from "../state";
import { useText } from "../text";
import { TalkList } from "./TalkList";

/** Where service was worst, with the reason in words; how the score is made, and how far it can be trusted. */
export function Lowest() {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const listed = useStore(lowest);
  return (
    <Panel id="lowest" title={t.lowest} hint={t.lowestHint} csv={listed.list.length > 0 ? tableHref(asked, "lowest", language) : undefined}>
      <Formula />
      <TalkList listed={listed} empty={t.noLowest} onMore={() => void loadLowest()} />
    </Panel>
  );
}

function Formula() {
  const t = useText();
  const language = useLanguage();
  const { found } = useStore(score);
  if (!found) return null;
  const { correlation, error } = found;
  const range = correlation && correlation.low !== null && correlation.high !== null ? ` (${decimal(correlation.low, language)}–${decimal(correlation.high, language)})` : "";
  return (
    <div class="s-formula">
      <p data-testid="validity">
        {correlation && error ? t.agrees(whole(found.n, language), `${decimal(correlation.value, language)}${range}`, decimal(error.value, language)) : t.agreesLittle(whole(found.n, language))}
      </p>
      <details>
        <summary>{t.formula}</summary>
        <ul>
          {found.penalties.map(({ slug, each, most, free }) => (
            <li key={slug}>{t.formulaLine(t.penalties[slug] ?? slug, whole(each, language), whole(most, language), free)}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

import { useId } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { CLOSE } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Icon } from "../../../../kit/ui/Icon";
import { catalogue } from "../../../state/catalogue";
import { topicLabel } from "../../../text/catalogue";
import { useText } from "../text";
import { useIntents } from "./Choices";
import { Faults, Line, Part } from "./fields";
import { useForm } from "./form";

function Stage() {
  const t = useText().knowledge;
  const id = useId();
  const language = useLanguage();
  const stages = useStore(catalogue)?.stages ?? [];
  const { contents, change } = useForm();
  return (
    <div class="n-line">
      <label for={id} class="n-line__label">
        {t.field.stage}
      </label>
      <select id={id} class="d-input n-input" value={contents.stage} onChange={({ currentTarget: { value } }) => change("stage", (now) => ({ ...now, stage: value }))}>
        {stages.map(({ name, label }) => (
          <option key={name} value={name}>
            {label[language]}
          </option>
        ))}
      </select>
      <Faults field="stage" />
    </div>
  );
}

function Intents() {
  const t = useText().knowledge;
  const id = useId();
  const language = useLanguage();
  const known = useIntents();
  const { contents, change, problems } = useForm();
  const put = (intents: string[]) => change("intents", (now) => ({ ...now, intents }));
  return (
    <div class="n-line">
      <label for={id} class="n-line__label">
        {t.field.intents}
      </label>
      <div class="n-chips">
        {contents.intents.map((name, at) => (
          <span key={name} class={`n-chip ${problems.some(({ field }) => field === `intents.${at}`) ? "n-chip--wrong" : ""}`}>
            {topicLabel(name, language)}
            <button type="button" aria-label={`${t.remove}: ${topicLabel(name, language)}`} onClick={() => put(contents.intents.filter((one) => one !== name))}>
              <Icon path={CLOSE} size={12} />
            </button>
          </span>
        ))}
        <select id={id} class="n-chips__add" value="" data-testid="article-intents" onChange={({ currentTarget: { value } }) => value && put([...contents.intents, value])}>
          <option value="">{t.addIntent}</option>
          {known
            .filter(({ name }) => !contents.intents.includes(name))
            .map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
        </select>
      </div>
      <p class="n-part__hint">{t.hint.intents}</p>
    </div>
  );
}

/** What is not said to customers, and decides when it is said. */
export function Details() {
  const t = useText().knowledge;
  const { contents, change } = useForm();
  const { source } = contents;
  return (
    <Part title={t.details}>
      <Intents />
      <div class="n-both n-both--three">
        <Stage />
        <Line field="valid_from" label={t.field.valid_from} type="date" value={contents.valid_from} onWrite={(day) => change("valid_from", (now) => ({ ...now, valid_from: day }))} />
        <Line field="valid_to" label={t.field.valid_to} type="date" value={contents.valid_to ?? ""} onWrite={(day) => change("valid_to", (now) => ({ ...now, valid_to: day || null }))} />
      </div>
      <div class="n-both">
        <Line field="source.name" label={`${t.field.source} · ${t.sourceName}`} value={source.name ?? ""} onWrite={(name) => change("source.name", (now) => ({ ...now, source: { ...now.source, name } }))} />
        <Line field="source.url" label={`${t.field.source} · ${t.sourceUrl}`} value={source.url ?? ""} onWrite={(url) => change("source.url", (now) => ({ ...now, source: { ...now.source, url: url || null } }))} />
      </div>
      <p class="n-part__hint">{t.hint.source}</p>
    </Part>
  );
}

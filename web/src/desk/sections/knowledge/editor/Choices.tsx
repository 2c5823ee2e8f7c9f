import { useId } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { PLUS, TRASH } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { ArticleChoice } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { IconButton } from "../../../../kit/ui/IconButton";
import { catalogue } from "../../../state/catalogue";
import { useText } from "../text";
import { Both, Faults, Part } from "./fields";
import { useForm } from "./form";

/** What customers may mean, by the words that agents use. */
export function useIntents(): { name: string; label: string }[] {
  const language = useLanguage();
  const known = useStore(catalogue)?.intents ?? [];
  return known.map(({ name, label }) => ({ name, label: label[language] })).sort((one, other) => one.label.localeCompare(other.label, language));
}

function Does({ at, choice, onChoose }: { at: number; choice: ArticleChoice; onChoose: (payload: string) => void }) {
  const t = useText().knowledge;
  const id = useId();
  const known = useIntents();
  const wrong = useForm().problems.some(({ field }) => field === `choices.${at}.payload`);
  const strange = choice.payload && !known.some(({ name }) => `/${name}` === choice.payload);
  return (
    <div class="n-line">
      <label for={id} class="n-line__label">
        {t.buttonDoes}
      </label>
      <select id={id} class="d-input n-input" value={choice.payload} aria-invalid={wrong} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{t.addIntent}</option>
        {strange && <option value={choice.payload}>{choice.payload}</option>}
        {known.map(({ name, label }) => (
          <option key={name} value={`/${name}`}>
            {label}
          </option>
        ))}
      </select>
      <Faults field={`choices.${at}.payload`} />
    </div>
  );
}

/** What can be done from the article with one tap. */
export function Choices() {
  const t = useText().knowledge;
  const { contents, change } = useForm();
  const all = contents.choices;

  const put = (field: string, next: ArticleChoice[]) => change(field, (now) => ({ ...now, choices: next }));
  const replace = (at: number, field: string, next: ArticleChoice) => put(`choices.${at}.${field}`, all.map((one, index) => (index === at ? next : one)));

  return (
    <Part title={t.field.choices} hint={t.hint.choices} count={all.length}>
      <Faults field="choices" />
      {all.map((one, at) => (
        <fieldset class="n-card" key={at}>
          <legend class="n-card__title">{t.button(at + 1)}</legend>
          <IconButton class="n-card__remove" icon={TRASH} size={16} label={`${t.remove}: ${t.button(at + 1)}`} onClick={() => put("choices", all.filter((_, index) => index !== at))} />
          <Both field={`choices.${at}.title`} label={t.buttonTitle} value={one.title} onWrite={(language, words) => replace(at, `title.${language}`, { ...one, title: { ...one.title, [language]: words } })} />
          <Does at={at} choice={one} onChoose={(payload) => replace(at, "payload", { ...one, payload })} />
        </fieldset>
      ))}
      <Button size="sm" icon={PLUS} class="n-add" onClick={() => put("choices", [...all, { title: { zh: "", en: "" }, payload: "" }])}>
        {t.addButton}
      </Button>
    </Part>
  );
}

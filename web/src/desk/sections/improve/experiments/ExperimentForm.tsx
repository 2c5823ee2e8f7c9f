import { useEffect } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { ARROW_LEFT } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { IconButton } from "../../../../kit/ui/IconButton";
import { PaneSkeleton } from "../../../ui/PaneSkeleton";
import { select } from "../select";
import { useText } from "../text";
import { lackOf, ofKind, ofSubject, outcomesOf } from "./logic";
import { chosen, draft, loadSubjects, start, subjects, working } from "./state";
import { useExperimentText } from "./text";
import "./experiments.css";

interface PickProps {
  label: string;
  value: string;
  testId: string;
  onPick: (name: string) => void;
}

/** One of what can be tried, by what it says. */
function Pick({ label, value, testId, onPick }: PickProps) {
  const t = useExperimentText();
  const language = useLanguage();
  const { kind } = useStore(draft);
  const some = (useStore(subjects) ?? []).filter((one) => one.kind === kind);
  return (
    <label class="i-field i-field--wide">
      <span>{label}</span>
      <select class="d-input" value={value} data-testid={testId} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value="">{t.choose}</option>
        {some.map(({ name, words }) => (
          <option key={name} value={name}>
            {words[language].slice(0, 90)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Subject() {
  const t = useExperimentText();
  const current = useStore(draft);
  const subject = chosen(current);
  return (
    <fieldset class="i-part x-fieldset">
      <legend>{t.what}</legend>
      <div class="x-kinds">
        {(["wording", "article"] as const).map((kind) => (
          <label class="i-kind" key={kind}>
            <input type="radio" name="experiment-kind" checked={current.kind === kind} data-testid={`experiment-kind-${kind}`} onChange={() => draft.set(ofKind(current, kind))} />
            <strong>{t.kind[kind]}</strong>
          </label>
        ))}
      </div>
      <Pick label={current.kind === "wording" ? t.response : t.article} value={current.subject} testId="experiment-subject" onPick={(name) => draft.set(ofSubject(current, chosen({ ...current, subject: name })))} />
      {current.kind === "article" ? (
        <Pick label={t.other} value={current.article} testId="experiment-article" onPick={(article) => draft.patch({ article })} />
      ) : (
        subject &&
        (["zh", "en"] as const).map((language) => (
          <label class="i-field i-field--wide" key={language}>
            <span>{language === "zh" ? t.wordingZh : t.wordingEn}</span>
            <span class="x-now" lang={language === "zh" ? "zh-CN" : "en"}>
              {t.nowSays(subject.words[language])}
            </span>
            <textarea class="d-input" rows={3} maxLength={1000} lang={language === "zh" ? "zh-CN" : "en"} value={current[language]} data-testid={`experiment-${language}`} onInput={(event) => draft.patch({ [language]: event.currentTarget.value })} />
          </label>
        ))
      )}
    </fieldset>
  );
}

function Outcome() {
  const t = useExperimentText();
  const current = useStore(draft);
  return (
    <fieldset class="i-part x-fieldset">
      <legend>{t.decide}</legend>
      {outcomesOf(current.kind).map((outcome) => (
        <label class="i-kind x-outcome" key={outcome}>
          <input type="radio" name="experiment-outcome" checked={current.outcome === outcome} data-testid={`experiment-outcome-${outcome}`} onChange={() => draft.patch({ outcome })} />
          <strong>{t.outcomes[outcome].name}</strong>
          <span class="i-kind__hint">{t.outcomes[outcome].hint}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Something new is prepared; it lasts as long as the page. */
export function ExperimentForm() {
  const t = useExperimentText();
  const back = useText().header.back;
  const busy = useStore(working);
  const current = useStore(draft);
  const known = useStore(subjects);
  useEffect(() => void loadSubjects(), []);
  if (known === null) return <PaneSkeleton />;
  return (
    <form
      class="d-case"
      data-testid="experiment-form"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <header class="d-case__head">
        <IconButton class="d-header__back" icon={ARROW_LEFT} label={back} onClick={() => select(null)} />
        <div class="d-case__names">
          <h1>{t.begin}</h1>
        </div>
      </header>
      <div class="d-case__scroll i-pane">
        <p class="i-hint">{t.lead}</p>
        <Subject />
        <Outcome />
      </div>
      <footer class="i-foot i-foot--bar">
        <span class="i-hint" />
        <Button type="submit" look="primary" busy={busy} class={lackOf(current, chosen(current)) ? "i-lacking" : ""} data-testid="experiment-start">
          {t.start}
        </Button>
      </footer>
    </form>
  );
}

import { useLanguage } from "../../kit/i18n";
import type { Language } from "../../kit/api/types";
import { useStore } from "../../kit/store";
import { daysOf, span, SPANS } from "../query";
import { ask, query, questionnaires } from "../state";
import { useText } from "../text";
import { Select } from "./Select";

/** Of which questionnaire, when, and in which language. */
export function Controls() {
  const t = useText();
  const language = useLanguage();
  const { questionnaire, from, to, language: answers } = useStore(query);
  const known = useStore(questionnaires);
  const days = daysOf({ from, to });
  const usual = SPANS.find((one) => one === days && to === span(one).to);
  const options = known.length ? known.map(({ name, label }) => ({ value: name, words: label[language] })) : [{ value: questionnaire, words: "…" }];
  return (
    <form class="i-controls" aria-label={t.controls} onSubmit={(event) => event.preventDefault()}>
      <Select label={t.questionnaire} value={questionnaire} options={options} testId="questionnaire" onChoose={(name) => ask({ questionnaire: name })} />
      <Select
        label={t.period}
        value={String(usual ?? "custom")}
        options={[...SPANS.map((one) => ({ value: String(one), words: t.spans[one] ?? "" })), { value: "custom", words: t.custom }]}
        testId="period"
        onChoose={(value) => value !== "custom" && ask(span(Number(value)))}
      />
      <Day label={t.from} value={from} max={to} onChoose={(day) => ask({ from: day })} />
      <Day label={t.to} value={to} min={from} onChoose={(day) => ask({ to: day })} />
      <Select
        label={t.answersIn}
        value={answers ?? ""}
        options={[
          { value: "", words: t.allLanguages },
          { value: "zh", words: t.chinese },
          { value: "en", words: t.english },
        ]}
        testId="answers-in"
        onChoose={(value) => ask({ language: (value || null) as Language | null })}
      />
    </form>
  );
}

function Day({ label, value, min, max, onChoose }: { label: string; value: string; min?: string; max?: string; onChoose: (day: string) => void }) {
  return (
    <label class="i-field">
      <span>{label}</span>
      <input class="i-field__input" type="date" value={value} min={min} max={max} required onChange={(event) => event.currentTarget.validity.valid && onChoose(event.currentTarget.value)} />
    </label>
  );
}

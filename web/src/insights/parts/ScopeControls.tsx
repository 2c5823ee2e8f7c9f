import type { Language } from "../../kit/api/types";
import { daysOf, type Scope, span, SPANS } from "../scope";
import { useText } from "../text";
import { Select } from "./Select";

interface ScopeControlsProps {
  scope: Scope;
  /** What a language is here: of answers, or of conversations. */
  languageLabel: string;
  onChoose: (changes: Partial<Scope>) => void;
}

/** When, and in which language. */
export function ScopeControls({ scope, languageLabel, onChoose }: ScopeControlsProps) {
  const t = useText();
  const { from, to, language } = scope;
  const usual = SPANS.find((one) => one === daysOf(scope) && to === span(one).to);
  return (
    <>
      <Select
        label={t.period}
        value={String(usual ?? "custom")}
        options={[...SPANS.map((one) => ({ value: String(one), words: t.spans[one] ?? "" })), { value: "custom", words: t.custom }]}
        testId="period"
        onChoose={(value) => value !== "custom" && onChoose(span(Number(value)))}
      />
      <Day label={t.from} value={from} max={to} onChoose={(day) => onChoose({ from: day })} />
      <Day label={t.to} value={to} min={from} onChoose={(day) => onChoose({ to: day })} />
      <Select
        label={languageLabel}
        value={language ?? ""}
        options={[
          { value: "", words: t.allLanguages },
          { value: "zh", words: t.chinese },
          { value: "en", words: t.english },
        ]}
        testId="answers-in"
        onChoose={(value) => onChoose({ language: (value || null) as Language | null })}
      />
    </>
  );
}

function Day({ label, value, min, max, onChoose }: { label: string; value: string; min?: string; max?: string; onChoose: (day: string) => void }) {
  return (
    <label class="i-field i-field--day">
      <span>{label}</span>
      <input class="i-field__input" type="date" value={value} min={min} max={max} required onChange={(event) => event.currentTarget.validity.valid && onChoose(event.currentTarget.value)} />
    </label>
  );
}

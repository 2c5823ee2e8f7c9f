import { useLanguage, useTexts } from "../i18n";
import type { Bilingual } from "../api/types";
import type { Given } from "./questionnaire";
import { texts } from "./texts";

interface ScaleProps {
  /** Under which its answer is kept. */
  name: string;
  labelledBy: string;
  low: number;
  high: number;
  labels: Readonly<Record<string, Bilingual>>;
  answer: Given | undefined;
  mayNotApply: boolean;
  onAnswer: (given: Given) => void;
}

/** A row of numbers with named ends; where every step has a name, a list of these. */
export function Scale({ name, labelledBy, low, high, labels, answer, mayNotApply, onAnswer }: ScaleProps) {
  const language = useLanguage();
  const text = useTexts(texts);
  const steps = Array.from({ length: high - low + 1 }, (_, index) => low + index);
  const named = steps.every((step) => labels[step]);
  return (
    <div class="k-scale" role="group" aria-labelledby={labelledBy}>
      <div class={`k-scale__steps ${named ? "k-scale__steps--named" : ""} k-scale__steps--${steps.length}`}>
        {steps.map((step) => {
          const label = labels[step]?.[language];
          return (
            <button type="button" class="k-scale__step" aria-pressed={answer?.value === step} aria-label={label ? `${step} ${label}` : String(step)} data-testid={`${name}-${step}`} onClick={() => onAnswer({ question: name, value: step })}>
              <span class="k-scale__number">{step}</span>
              {named && <span class="k-scale__word">{label}</span>}
            </button>
          );
        })}
      </div>
      <div class="k-scale__below">
        {!named && (
          <span class="k-scale__end" aria-hidden="true">
            {labels[low]?.[language]}
          </span>
        )}
        {mayNotApply && (
          <button type="button" class="k-scale__none" aria-pressed={answer?.not_applicable === true} data-testid={`${name}-none`} onClick={() => onAnswer({ question: name, not_applicable: true })}>
            {text.doesNotApply}
          </button>
        )}
        {!named && (
          <span class="k-scale__end" aria-hidden="true">
            {labels[high]?.[language]}
          </span>
        )}
      </div>
    </div>
  );
}

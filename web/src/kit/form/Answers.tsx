import type { ComponentChildren } from "preact";
import type { FieldValue, Form, FormField, FormStep, Values } from "../api/forms";
import type { Language } from "../api/types";
import { isEmpty, shownSteps } from "./rules";
import { answerWords } from "./words";
import "./answers.css";

interface AnswersProps {
  form: Form;
  values?: Values;
  language: Language;
  /** What stands for an empty answer; without it such a field is left out. */
  none?: string;
  /** Draws an answer in a better way than words; nothing where words do. */
  draw?: (field: FormField, value: FieldValue | undefined) => ComponentChildren;
  /** What stands beside a step's title. */
  aside?: (step: FormStep) => ComponentChildren;
}

/** What was answered, step by step, to be read and not changed. */
export function Answers({ form, values = form.values, language, none, draw, aside }: AnswersProps) {
  return (
    <div class="k-answers">
      {shownSteps(form, values).map((step) => (
        <section class="k-answers__step" key={step.key}>
          <header class="k-answers__head">
            <h4 class="k-answers__title">{step.title}</h4>
            {aside?.(step)}
          </header>
          <dl class="k-answers__list">
            {step.fields
              .filter((field) => none !== undefined || !isEmpty(values[field.key]))
              .map((field) => (
                <div class={`k-answers__one ${field.type === "check" ? "k-answers__one--check" : ""}`} key={field.key}>
                  <dt class="k-answers__label">{field.label}</dt>
                  <dd class="k-answers__value">
                    {draw?.(field, values[field.key]) || answerWords(field, values[field.key], language).map((line) => <span class="k-answers__line">{line}</span>)}
                    {isEmpty(values[field.key]) && <span class="k-answers__none">{none}</span>}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

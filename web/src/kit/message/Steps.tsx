import { ALERT, CHECK } from "../icons";
import { defineTexts } from "../i18n";
import type { StepState } from "../api/messages";
import type { Language } from "../api/types";
import { Icon } from "../ui/Icon";
import "./card.css";

const texts = defineTexts({
  zh: { done: "已完成", current: "当前", next: "未开始", problem: "异常" } satisfies Record<StepState, string>,
  en: { done: "Done", current: "Now", next: "To come", problem: "Problem" },
});

export interface StepLine {
  label: string;
  state: StepState;
  /** Where and when, already worded. */
  detail?: string | null;
}

/** A way with its stations: what happened, what is happening, what comes next. */
export function Steps({ steps, language }: { steps: StepLine[]; language: Language }) {
  return (
    <ol class="k-steps">
      {steps.map(({ label, state, detail }) => (
        <li class={`k-steps__one k-steps__one--${state}`} aria-current={state === "current" ? "step" : undefined}>
          <span class="k-steps__mark">
            {state === "done" && <Icon path={CHECK} size={12} />}
            {state === "problem" && <Icon path={ALERT} size={12} />}
          </span>
          <span class="k-steps__label">
            {label}
            <span class="visually-hidden"> ({texts[language][state]})</span>
          </span>
          {detail && <span class="k-steps__detail">{detail}</span>}
        </li>
      ))}
    </ol>
  );
}

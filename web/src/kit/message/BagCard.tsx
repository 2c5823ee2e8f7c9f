import { ALERT, BAG, CHECK } from "../icons";
import { defineTexts } from "../i18n";
import { wallTime } from "../time";
import type { BagCardData, BagStep, Language, StepState } from "../types";
import { Icon } from "../ui/Icon";
import "./bag-card.css";

const texts = defineTexts({
  zh: {
    tag: "行李牌",
    next: "接下来",
    local: "时间均为当地时间",
    state: { done: "已完成", current: "当前", next: "未开始", problem: "异常" } satisfies Record<StepState, string>,
  },
  en: {
    tag: "Tag",
    next: "Next",
    local: "Times are local to each place",
    state: { done: "Done", current: "Now", next: "To come", problem: "Problem" },
  },
});

function Step({ step, language }: { step: BagStep; language: Language }) {
  const text = texts[language];
  const when = step.local_time ? wallTime(step.local_time, language) : null;
  return (
    <li class={`k-bag__step k-bag__step--${step.state}`} aria-current={step.state === "current" ? "step" : undefined}>
      <span class="k-bag__mark">
        {step.state === "done" && <Icon path={CHECK} size={12} />}
        {step.state === "problem" && <Icon path={ALERT} size={12} />}
      </span>
      <span class="k-bag__label">
        {step.label}
        <span class="visually-hidden"> ({text.state[step.state]})</span>
      </span>
      {(step.place || when) && <span class="k-bag__where">{[step.place, when].filter(Boolean).join(" · ")}</span>}
    </li>
  );
}

/** Where a bag is: what happened, what is happening, what comes next; all of it in the language it was said in. */
export function BagCard({ card, language }: { card: BagCardData; language: Language }) {
  const text = texts[language];
  const trouble = card.steps.some((step) => step.state === "problem");
  return (
    <section class="k-bag" data-testid="bag-card" aria-label={card.title}>
      <header class="k-bag__head">
        <span class="k-bag__icon">
          <Icon path={BAG} size={20} />
        </span>
        <div class="k-bag__names">
          <h3 class="k-bag__title">{card.title}</h3>
          <p class="k-bag__tag">
            {text.tag} <span class="k-bag__code">{card.tag_masked}</span>
            {card.flight && (
              <>
                {" · "}
                <span class="k-bag__code">{card.flight}</span>
              </>
            )}
          </p>
        </div>
      </header>
      <p class={`k-bag__status ${trouble ? "k-bag__status--problem" : ""}`}>{card.status}</p>
      <ol class="k-bag__steps">
        {card.steps.map((step) => (
          <Step step={step} language={language} />
        ))}
      </ol>
      <footer class="k-bag__foot">
        {card.next && (
          <p class="k-bag__next">
            <strong>{text.next}</strong> {card.next}
          </p>
        )}
        <p class="k-bag__local">{text.local}</p>
      </footer>
    </section>
  );
}

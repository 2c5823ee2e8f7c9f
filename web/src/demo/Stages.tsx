import { ARROW_RIGHT, CHECK } from "../kit/icons";
import { useLanguage, useTexts } from "../kit/i18n";
import { BagCard } from "../kit/message/BagCard";
import { Icon } from "../kit/ui/Icon";
import { texts, type Stage } from "./texts";
import { ask } from "./widget";
import "./stages.css";

function Checklist() {
  const { checklist } = useTexts(texts);
  return (
    <div class="la-checklist">
      <p class="la-checklist__title">{checklist.title}</p>
      <dl>
        {checklist.items.map(({ label, value }) => (
          <div class="la-checklist__item">
            <dt>
              <Icon path={CHECK} size={14} />
              {label}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Scale() {
  const { satisfied } = useTexts(texts);
  return (
    <div class="la-scale">
      {([1, 2, 3, 4, 5] as const).map((score) => (
        <span class={score === 4 ? "la-scale__step la-scale__step--on" : "la-scale__step"}>{score}</span>
      ))}
      <span class="la-scale__word">{satisfied}</span>
    </div>
  );
}

function Track({ question }: { question: string }) {
  const { bag } = useTexts(texts);
  return (
    <div class="la-track">
      <p class="la-track__ask">{question}</p>
      <BagCard card={bag} language={useLanguage()} />
    </div>
  );
}

function Picture({ stage }: { stage: Stage }) {
  if (stage.key === "during") return <Track question={stage.ask} />;
  return stage.key === "before" ? <Checklist /> : <Scale />;
}

function StageCard({ stage }: { stage: Stage }) {
  const text = useTexts(texts);
  return (
    <article class={`la-stage la-stage--${stage.key}`}>
      <div class="la-stage__words">
        <p class="la-stage__when">{stage.when}</p>
        <h3 class="la-stage__title">{stage.title}</h3>
        <p class="la-stage__text">{stage.text}</p>
        <ul class="la-stage__points">
          {stage.points.map((point) => (
            <li>
              <Icon path={CHECK} size={16} />
              {point}
            </li>
          ))}
        </ul>
        <button type="button" class="la-stage__ask" onClick={() => ask(stage.ask)}>
          <span class="visually-hidden">{text.askThis} </span>
          {stage.ask}
          <Icon path={ARROW_RIGHT} size={16} />
        </button>
        {stage.key === "during" && <p class="la-stage__hint">{text.tryTag}</p>}
      </div>
      <div class="la-stage__picture" aria-hidden="true" inert>
        <Picture stage={stage} />
      </div>
    </article>
  );
}

export function Stages() {
  const text = useTexts(texts);
  return (
    <section id="stages" class="la-section">
      <header class="la-section__head">
        <h2>{text.stagesTitle}</h2>
        <p>{text.stagesText}</p>
      </header>
      <div class="la-stages">
        {text.stages.map((stage) => (
          <StageCard stage={stage} />
        ))}
      </div>
    </section>
  );
}

import { BAG, BELL } from "../icons";
import { defineTexts } from "../i18n";
import { wallTime } from "../time";
import type { BagCardData, BagStep } from "../api/messages";
import type { Language } from "../api/types";
import { Icon } from "../ui/Icon";
import { CardHead } from "./CardHead";
import { Steps } from "./Steps";
import "./card.css";

const texts = defineTexts({
  zh: { tag: "行李牌", next: "接下来", local: "时间均为当地时间", news: "您关注的行李有新动态" },
  en: { tag: "Tag", next: "Next", local: "Times are local to each place", news: "Update on a bag you follow" },
});

interface BagCardProps {
  card: BagCardData;
  language: Language;
  /** It came by itself, because the customer follows the bag. */
  news?: boolean;
}

function whereAndWhen(step: BagStep, language: Language): string {
  const when = step.local_time ? wallTime(step.local_time, language) : null;
  return [step.place, when].filter(Boolean).join(" · ");
}

/** Where a bag is: what happened, what is happening, what comes next; all of it in the language it was said in. */
export function BagCard({ card, language, news = false }: BagCardProps) {
  const text = texts[language];
  const trouble = card.steps.some((step) => step.state === "problem");
  return (
    <section class="k-card" data-testid="bag-card" aria-label={card.title}>
      {news && (
        <p class="k-card__news">
          <Icon path={BELL} size={14} /> {text.news}
        </p>
      )}
      <CardHead icon={BAG} title={card.title}>
        {text.tag} <span class="k-card__code">{card.tag_masked}</span>
        {card.flight && (
          <>
            {" · "}
            <span class="k-card__code">{card.flight}</span>
          </>
        )}
      </CardHead>
      <p class={`k-card__status k-card__status--${trouble ? "warn" : "good"}`}>{card.status}</p>
      <Steps steps={card.steps.map((step) => ({ ...step, detail: whereAndWhen(step, language) }))} language={language} />
      <footer class="k-card__foot">
        {card.next && (
          <p>
            <span class="k-card__lead">{text.next}</span>
            {card.next}
          </p>
        )}
        <p class="k-card__small">{text.local}</p>
      </footer>
    </section>
  );
}

import { useEffect } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { ALERT, ARROW_LEFT, CHECK, CLOCK, DOWNLOAD, RETURN } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { ModelCard } from "../../../../kit/api/types";
import { Banner } from "../../../../kit/ui/Banner";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { IconButton } from "../../../../kit/ui/IconButton";
import { shortDateTime } from "../../../text/times";
import { PaneSkeleton } from "../../../ui/PaneSkeleton";
import { cardHref } from "../api";
import { select } from "../select";
import { useText } from "../text";
import { Compared, Data, LearnedFrom, LiveRates, Reasons, Scores } from "./CardTables";
import { short } from "./figures";
import { cards, loadCard } from "./state";
import { useModelText } from "./text";
import "./models.css";

/** What came of it, the news first. */
function Standing({ card }: { card: ModelCard }) {
  const t = useModelText();
  const language = useLanguage();
  const { switch: last } = card;
  if (last) {
    const back = last.state === "went_back" || last.state === "going_back";
    return (
      <Banner tone={back ? "danger" : card.in_use ? "success" : "info"} icon={back ? RETURN : last.state === "watched" ? CLOCK : CHECK}>
        {last.said[language]}
      </Banner>
    );
  }
  if (card.verdict === "unproven") return <Banner>{t.byHand}</Banner>;
  return (
    <Banner tone="warning" icon={ALERT}>
      {t.notTaken}
    </Banner>
  );
}

function Downloads({ name }: { name: string }) {
  const t = useModelText();
  const language = useLanguage();
  return (
    <footer class="i-foot i-foot--bar">
      <span class="i-hint">{t.download}</span>
      {(["md", "json"] as const).map((form) => (
        <a key={form} class="k-button k-button--sm" href={cardHref(name, form, language)} download data-testid={`card-${form}`}>
          <Icon path={DOWNLOAD} size={16} />
          {form === "md" ? t.markdown : t.json}
        </a>
      ))}
    </footer>
  );
}

/** A model: what came of it, how it does, and what it is made of. */
export function ModelPane({ name }: { name: string }) {
  const t = useModelText();
  const back = useText().header.back;
  const language = useLanguage();
  const card = useStore(cards)[name];
  useEffect(() => void loadCard(name), [name]);
  if (card === undefined) return <PaneSkeleton />;
  return (
    <section class="d-case" data-testid="model" data-id={name}>
      <header class="d-case__head">
        <IconButton class="d-header__back" icon={ARROW_LEFT} label={back} onClick={() => select(null)} />
        <div class="d-case__names">
          <h1>{card ? t.of(shortDateTime(card.made_at, language)) : t.gone}</h1>
          {card && (
            <p class="i-by">
              <code title={name}>{short(name)}</code> · {card.in_use ? t.inUse : t.verdict[card.verdict]} · {t.learned(card.learned)}
            </p>
          )}
        </div>
      </header>
      {card ? (
        <>
          <Standing card={card} />
          <div class="d-case__scroll i-pane m-pane">
            <Reasons card={card} />
            <Scores card={card} />
            {card.switch && card.switch.state !== "by_hand" && <LiveRates rates={card.switch.rates} />}
            <Compared card={card} />
            <LearnedFrom card={card} />
            <Data card={card} />
          </div>
          <Downloads name={name} />
        </>
      ) : (
        <EmptyState icon={ALERT} title={t.gone} />
      )}
    </section>
  );
}

import { useState } from "preact/hooks";
import { CHAT, EXTERNAL } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { longDay } from "../../../format";
import { Panel } from "../../../parts/Panel";
import { loadMore } from "../state";
import { useText } from "../text";
import type { Criterion, Scorecard } from "../types";
import { Given } from "./Given";
import { Rating } from "./Rating";

/** What was picked, the newest first; one is open at a time. */
export function Cards({ cards, criteria, more }: { cards: readonly Scorecard[]; criteria: readonly Criterion[]; more: boolean }) {
  const t = useText();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Panel id="cards" title={t.cards} hint={t.cardsHint}>
      {cards.length === 0 && <EmptyState icon={CHAT} title={t.noCards} text={t.noCardsHint} />}
      <ul class="c-cards">
        {cards.map((card) => (
          <Card key={card.id} card={card} criteria={criteria} open={open === card.id} onOpen={(opened) => setOpen(opened ? card.id : null)} />
        ))}
      </ul>
      {more && (
        <div class="i-more">
          <Button onClick={() => void loadMore()}>{t.more}</Button>
        </div>
      )}
    </Panel>
  );
}

function stateOf({ raters, mine, seen_at: seen, shared_at: shared }: Scorecard) {
  if (shared) return "shared";
  if (seen) return "seen";
  if (raters === 2) return "both";
  if (mine) return "mine";
  return raters ? "one" : "open";
}

interface CardProps {
  card: Scorecard;
  criteria: readonly Criterion[];
  open: boolean;
  onOpen: (open: boolean) => void;
}

function Card({ card, criteria, open, onOpen }: CardProps) {
  const t = useText();
  const language = useLanguage();
  const opens = card.ratable ? (card.mine ? t.change : t.rate) : t.show;
  return (
    <li class="c-card" data-testid="scorecard">
      <div class="c-card__line">
        <strong>{card.agent}</strong>
        <span class="i-note">{longDay(card.picked_at.slice(0, 10), language)}</span>
        <span class="i-chip">{t.states[stateOf(card)]}</span>
        <a class="c-card__open" href={`/desk?c=${card.conversation_id}`} target="_blank" rel="noreferrer">
          <Icon path={EXTERNAL} size={16} />
          {t.open}
        </a>
        {(card.ratable || card.ratings.length > 0) && (
          <Button size="sm" look={card.ratable && !card.mine && !open ? "primary" : "secondary"} aria-expanded={open} aria-label={`${open ? t.close : opens}: ${card.agent}`} onClick={() => onOpen(!open)}>
            {open ? t.close : opens}
          </Button>
        )}
      </div>
      {open && (card.ratable ? <Rating card={card} criteria={criteria} onSaved={() => onOpen(false)} /> : <Given card={card} criteria={criteria} />)}
    </li>
  );
}

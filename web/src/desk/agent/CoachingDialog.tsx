import { useEffect } from "preact/hooks";
import { ALERT, CLOSE, RETRY, STAR } from "../../kit/icons";
import { useLanguage } from "../../kit/i18n";
import { useStore } from "../../kit/store";
import { Button } from "../../kit/ui/Button";
import { EmptyState } from "../../kit/ui/EmptyState";
import { IconButton } from "../../kit/ui/IconButton";
import { Skeleton } from "../../kit/ui/Skeleton";
import { coaching, type Criterion, loadCoaching, type Scorecard } from "../state/coaching";
import { panels } from "../state/panels";
import { go, hrefFor } from "../state/route";
import { useText } from "../text";
import { shortDateTime } from "../text/times";
import { Modal } from "../ui/Modal";
import "./ratings.css";

const close = () => panels.patch({ coaching: false });

/** How one's own service was rated by those who lead, and what is shared as a good example. */
export function CoachingDialog() {
  const t = useText();
  const { phase, criteria, own, examples } = useStore(coaching);
  useEffect(() => void loadCoaching(), []);
  return (
    <Modal label={t.coaching.title} onClose={close}>
      <header class="d-ratings__head">
        <div>
          <h2>{t.coaching.title}</h2>
          <p>{t.coaching.lead}</p>
        </div>
        <IconButton icon={CLOSE} label={t.action.close} onClick={close} />
      </header>
      <div class="d-ratings" data-testid="coaching" data-phase={phase}>
        {phase === "loading" && own.length === 0 && <Skeleton height="64px" />}
        {phase === "failed" && (
          <EmptyState icon={ALERT} title={t.coaching.failed}>
            <Button icon={RETRY} onClick={() => void loadCoaching()}>
              {t.action.retry}
            </Button>
          </EmptyState>
        )}
        {phase === "ready" && own.length === 0 && <EmptyState icon={STAR} title={t.coaching.none} />}
        <List cards={own} criteria={criteria} />
        {examples.length > 0 && <h3>{t.coaching.examples}</h3>}
        <List cards={examples} criteria={criteria} named />
      </div>
    </Modal>
  );
}

function List({ cards, criteria, named = false }: { cards: readonly Scorecard[]; criteria: readonly Criterion[]; named?: boolean }) {
  return (
    <ul class="d-ratings__list">
      {cards.map((card) => (
        <Row key={card.id} card={card} criteria={criteria} named={named} />
      ))}
    </ul>
  );
}

function Row({ card, criteria, named }: { card: Scorecard; criteria: readonly Criterion[]; named: boolean }) {
  const t = useText();
  const language = useLanguage();
  const given = (name: string): string => card.ratings.flatMap(({ scores }) => scores[name] ?? []).join(" · ");
  const place = { section: "conversations", id: card.conversation_id } as const;
  return (
    <li data-testid={named ? "example" : "own-scorecard"}>
      <p class="d-ratings__line">
        <strong>{named ? card.agent : t.coaching.rated}</strong>
        <time dateTime={card.picked_at}>{shortDateTime(card.picked_at, language)}</time>
      </p>
      <dl class="d-ratings__scores">
        {criteria.map(
          ({ name, label }) =>
            given(name) && (
              <div key={name}>
                <dt>{label[language]}</dt>
                <dd class="d-ratings__score">{given(name)}</dd>
              </div>
            ),
        )}
      </dl>
      {card.ratings.map(({ at, note }) => note && <blockquote key={at} class="d-survey__comment">{note}</blockquote>)}
      <a
        href={hrefFor(place)}
        onClick={(event) => {
          event.preventDefault();
          close();
          go(place);
        }}
      >
        {t.ratings.open}
      </a>
    </li>
  );
}

import { useEffect } from "preact/hooks";
import { figure, interval } from "../../insights/format";
import { ALERT, CLOSE, RETRY, STAR } from "../../kit/icons";
import { useLanguage } from "../../kit/i18n";
import { useStore } from "../../kit/store";
import { Button } from "../../kit/ui/Button";
import { EmptyState } from "../../kit/ui/EmptyState";
import { IconButton } from "../../kit/ui/IconButton";
import { Skeleton } from "../../kit/ui/Skeleton";
import { panels } from "../state/panels";
import { go, hrefFor } from "../state/route";
import { loadMoreRatings, loadRatings, type OwnFigure, type Rating, ratings } from "../state/ratings";
import { useText } from "../text";
import { shortDateTime } from "../text/times";
import { Modal } from "../ui/Modal";
import "./ratings.css";

const close = () => panels.patch({ ratings: false });

/** What customers said of one's own service. */
export function RatingsDialog() {
  const t = useText();
  const { phase, figures, list, next } = useStore(ratings);
  useEffect(() => void loadRatings(), []);
  return (
    <Modal label={t.ratings.title} onClose={close}>
      <header class="d-ratings__head">
        <div>
          <h2>{t.ratings.title}</h2>
          <p>{t.ratings.lead}</p>
        </div>
        <IconButton icon={CLOSE} label={t.action.close} onClick={close} />
      </header>
      <div class="d-ratings" data-testid="ratings" data-phase={phase}>
        {figures.length > 0 && (
          <dl class="d-ratings__figures">
            {figures.map((one) => (
              <Figure key={one.questionnaire} one={one} />
            ))}
          </dl>
        )}
        {phase === "loading" && list.length === 0 && <Skeleton height="64px" />}
        {phase === "ready" && list.length === 0 && <EmptyState icon={STAR} title={t.ratings.none} />}
        <ul class="d-ratings__list">
          {list.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </ul>
        {phase === "failed" && <EmptyState icon={ALERT} title={t.ratings.failed} />}
        {(next || phase === "failed") && (
          <Button icon={phase === "failed" ? RETRY : undefined} busy={phase === "loading"} onClick={() => void loadMoreRatings()}>
            {phase === "failed" ? t.action.retry : t.more.show}
          </Button>
        )}
      </div>
    </Modal>
  );
}

function Figure({ one }: { one: OwnFigure }) {
  const t = useText();
  const language = useLanguage();
  const { estimate, unit, label } = one.figure;
  const range = estimate && interval(estimate, unit, language);
  return (
    <div data-testid="own-figure">
      <dt>{label[language]}</dt>
      <dd>
        <strong>{estimate ? figure(estimate.value, unit, language) : t.ratings.hidden}</strong>
        {estimate && range && <span>{t.ratings.interval(range, estimate.n)}</span>}
      </dd>
    </div>
  );
}

function Row({ one }: { one: Rating }) {
  const t = useText();
  const language = useLanguage();
  return (
    <li data-testid="own-rating">
      <p class="d-ratings__line">
        <strong>{one.label[language]}</strong>
        {one.score !== null && one.best !== null && <span class="d-ratings__score">{`${one.score} / ${one.best}`}</span>}
        <time dateTime={one.at}>{shortDateTime(one.at, language)}</time>
      </p>
      {one.comment && <blockquote class="d-survey__comment">{one.comment}</blockquote>}
      {one.conversation_id && (
        <a
          href={hrefFor({ section: "conversations", id: one.conversation_id })}
          onClick={(event) => {
            event.preventDefault();
            close();
            go({ section: "conversations", id: one.conversation_id });
          }}
        >
          {t.ratings.open}
        </a>
      )}
    </li>
  );
}

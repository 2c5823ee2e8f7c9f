import { CHAT, CLOSE, EXTERNAL, RETRY } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { fullTime, timeAgo } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { Spinner } from "../../../../kit/ui/Spinner";
import { decimal } from "../../../format";
import { length } from "../lengths";
import { callers, chosen, loadCallers } from "../state";
import { useText } from "../text";
import type { Caller, Touchpoint } from "../types";

/** One touchpoint: how long stays were, what customers said there, and which conversations came by. */
export function Closer({ one }: { one: Touchpoint }) {
  const t = useText();
  const language = useLanguage();
  const { median, p90, score } = one.now;
  return (
    <section class="j-closer" aria-label={one.label[language]} data-testid="closer">
      <header class="j-closer__head">
        <h3>{one.label[language]}</h3>
        <Button size="sm" look="quiet" icon={CLOSE} onClick={() => chosen.set(null)}>
          {t.close}
        </Button>
        <p>
          {median !== null && p90 !== null && t.stayTitle(length(median, t, language), length(p90, t, language))}
          {score && ` · ${t.score} ${decimal(score.value, language)}`}
        </p>
      </header>
      <div class="j-closer__parts">
        <Said one={one} />
        <Callers one={one} />
      </div>
    </section>
  );
}

function Said({ one }: { one: Touchpoint }) {
  const t = useText();
  return (
    <div>
      <h4>{t.said}</h4>
      <p class="i-note">{one.verbatims.length ? t.saidHint : t.noSaid}</p>
      <ul class="j-said">
        {one.verbatims.map((said) => (
          <li key={said.conversation_id} data-testid="verbatim">
            <blockquote lang={said.language === "zh" ? "zh-CN" : "en"}>{said.text}</blockquote>
            <p>
              {said.tone && t.tones[said.tone] && <span class="i-chip">{t.tones[said.tone]}</span>}
              <a href={`/desk?c=${said.conversation_id}`}>
                {t.open}
                <Icon path={EXTERNAL} size={14} />
              </a>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Callers({ one }: { one: Touchpoint }) {
  const t = useText();
  const { phase, list, left } = useStore(callers);
  return (
    <div>
      <div class="j-closer__tools">
        <h4>{t.callers}</h4>
        {one.now.left > 0 && (
          <div class="i-segments" role="group" aria-label={t.callers}>
            {[false, true].map((which) => (
              <button type="button" key={String(which)} class="i-segments__one" aria-pressed={left === which} onClick={() => void loadCallers(one, which)}>
                {which ? t.callersLeft : t.callersAll}
              </button>
            ))}
          </div>
        )}
      </div>
      {phase === "loading" && (
        <p role="status">
          <Spinner size={18} />
          <span class="visually-hidden">{t.loading}</span>
        </p>
      )}
      {phase === "failed" && (
        <p class="i-note">
          {t.callersFailed}{" "}
          <Button size="sm" icon={RETRY} onClick={() => void loadCallers(one, left)}>
            {t.retry}
          </Button>
        </p>
      )}
      {phase === "ready" && list.length === 0 && <EmptyState icon={CHAT} title={t.noCallers} />}
      <ul class="j-callers">
        {list.map((caller) => (
          <Line key={caller.conversation_id} one={caller} />
        ))}
      </ul>
    </div>
  );
}

function Line({ one }: { one: Caller }) {
  const t = useText();
  const language = useLanguage();
  return (
    <li data-testid="caller">
      <a href={`/desk?c=${one.conversation_id}`}>
        <time dateTime={one.opened_at} title={fullTime(one.opened_at, language)}>
          {timeAgo(one.opened_at, language)}
        </time>
        <Icon path={EXTERNAL} size={14} />
      </a>
      {one.topic && <span>{one.topic[language]}</span>}
      {one.minutes !== null && <span>{length(one.minutes, t, language)}</span>}
      {one.abandoned && <span class="i-chip">{t.leftHere}</span>}
      {one.upset && <span class="i-chip">{t.upset}</span>}
    </li>
  );
}

import { catalogue } from "../../../../desk/state/catalogue";
import { EXTERNAL } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { fullTime, timeAgo } from "../../../../kit/time";
import { Icon } from "../../../../kit/ui/Icon";
import { decimal, lasting } from "../../../format";
import { useText } from "../text";
import type { Behind, Metric } from "../types";

/** One conversation: its score and why, and the way to it. `unit`: of a value to be shown beside it. */
export function Talk({ one, unit }: { one: Behind; unit?: Metric["unit"] }) {
  const t = useText();
  const language = useLanguage();
  const topic = useStore(catalogue)?.skills.find(({ name }) => name === one.topic)?.topic[language];
  return (
    <li class="s-talk" data-testid="talk">
      <span class="s-talk__score">{one.score === null ? t.none : decimal(one.score, language, 0)}</span>
      <div class="s-talk__words">
        <p>{one.reasons.length > 0 ? one.reasons.map((reason) => reason.words[language]).join(language === "zh" ? "；" : "; ") : (one.outcome?.[language] ?? topic ?? t.none)}</p>
        <p class="i-comment__about">
          {unit === "seconds" && one.value !== null && <span class="i-chip">{lasting(one.value, language)}</span>}
          {one.rating !== null && <span class="i-chip">{t.rated(one.rating)}</span>}
          <time dateTime={one.at} title={fullTime(one.at, language)}>
            {timeAgo(one.at, language)}
          </time>
          {one.outcome && <span>{one.outcome[language]}</span>}
          {topic && <span>{topic}</span>}
          <a href={`/desk?c=${one.id}`}>
            {t.open}
            <Icon path={EXTERNAL} size={14} />
          </a>
        </p>
      </div>
    </li>
  );
}

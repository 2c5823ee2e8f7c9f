import { useLanguage } from "../../../kit/i18n";
import type { Fit } from "../../../kit/api/types";
import { reasonsOf, signed } from "./logic";
import { useText } from "./text";
import "./found.css";

/** How well two things fit: the score, and every reason for and against it. */
export function FitView({ fit }: { fit: Fit }) {
  const t = useText().found;
  const language = useLanguage();
  return (
    <div class="f-fit" data-testid="fit">
      <p class="f-fit__score">
        <meter min={0} max={100} low={35} high={60} optimum={100} value={fit.points} aria-label={t.points(fit.points)} />
        <strong>{fit.level && t.level[fit.level]}</strong> <span>{t.points(fit.points)}</span>
      </p>
      <ul class="f-fit__why" aria-label={t.why}>
        {reasonsOf(fit).map(({ kind, points, words }) => (
          <li key={kind + words.en} class={points < 0 ? "f-fit__against" : undefined}>
            <span>{signed(points)}</span> {words[language]}
          </li>
        ))}
      </ul>
    </div>
  );
}

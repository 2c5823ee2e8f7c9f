import { useText } from "./text";
import "./score-bar.css";

const tone = (score: number): string => (score >= 4 ? "good" : score === 3 ? "fair" : "poor");

/** A score from 1 to 5: filled squares and the number, so that it does not rest on colour. */
export function ScoreBar({ score }: { score: number }) {
  const t = useText();
  return (
    <p class={`d-score d-score--${tone(score)}`}>
      <span class="d-score__bar" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((one) => (
          <span class={one <= score ? "d-score__on" : "d-score__off"} />
        ))}
      </span>
      {t.thread.score(score)}
    </p>
  );
}

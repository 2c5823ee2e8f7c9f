import { useText } from "./text";
import "./score-bar.css";

/** From which score on a scale is good, and from which it is fair: of five steps the top two, of ten as NPS has it. */
const BOUNDS: Record<number, [good: number, fair: number]> = { 5: [4, 3], 7: [5, 4], 10: [9, 7] };

function tone(score: number, of: number): string {
  const [good, fair] = BOUNDS[of] ?? [of * 0.8, of * 0.6];
  return score >= good ? "good" : score >= fair ? "fair" : "poor";
}

/** A score on a scale up to `of`: filled squares and the number, so that it does not rest on colour. */
export function ScoreBar({ score, of = 5 }: { score: number; of?: number | null }) {
  const t = useText();
  const end = of ?? 5;
  return (
    <p class={`d-score d-score--${tone(score, end)}`}>
      <span class="d-score__bar" aria-hidden="true">
        {Array.from({ length: end }, (_, index) => index + 1).map((one) => (
          <span class={one <= score ? "d-score__on" : "d-score__off"} />
        ))}
      </span>
      {t.thread.score(score, end)}
    </p>
  );
}

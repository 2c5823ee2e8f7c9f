import type { FoundState } from "../../../kit/api/types";
import { TONES } from "./logic";
import { useText } from "./text";
import "../cases/marks/case-marks.css";

/** How a found item stands. */
export function StateMark({ state }: { state: FoundState }) {
  return <span class={`d-status d-status--${TONES[state]}`}>{useText().found.state[state]}</span>;
}

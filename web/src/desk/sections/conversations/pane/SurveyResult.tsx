import type { SurveyResult as Answered } from "../../../../kit/api/types";
import { useText } from "../text";
import { ScoreBar } from "../ScoreBar";

/** A survey as the agent sees it: the question, and the customer's answer once there is one. */
export function SurveyResult({ question, answered, of }: { question: string; answered: Answered | null; of?: number | null }) {
  const t = useText();
  return (
    <div class="d-survey">
      <p class="d-survey__label">{t.thread.surveyAsked}</p>
      {question && <p>{question}</p>}
      {typeof answered?.score === "number" && <ScoreBar score={answered.score} of={of} />}
      {!answered && <p class="d-survey__label">{t.thread.surveyWaiting}</p>}
      {answered?.comment && <blockquote class="d-survey__comment">{answered.comment}</blockquote>}
    </div>
  );
}

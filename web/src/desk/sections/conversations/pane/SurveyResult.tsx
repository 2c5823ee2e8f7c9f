import type { CsatAnswer } from "../../../../kit/api/types";
import { useText } from "../text";
import { ScoreBar } from "../ScoreBar";

/** A survey as the agent sees it: the question, and the customer's answer once there is one. */
export function SurveyResult({ question, answered }: { question: string; answered: CsatAnswer | null }) {
  const t = useText();
  return (
    <div class="d-survey">
      <p class="d-survey__label">{t.thread.surveyAsked}</p>
      {question && <p>{question}</p>}
      {answered ? <ScoreBar score={answered.score} /> : <p class="d-survey__label">{t.thread.surveyWaiting}</p>}
      {answered?.comment && <blockquote class="d-survey__comment">{answered.comment}</blockquote>}
    </div>
  );
}

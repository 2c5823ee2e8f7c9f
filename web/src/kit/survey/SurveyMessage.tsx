import { useEffect, useState } from "preact/hooks";
import { useTexts } from "../i18n";
import type { Survey } from "../api/types";
import { Button } from "../ui/Button";
import { Skeleton } from "../ui/Skeleton";
import { Questionnaire } from "./Questionnaire";
import { Thanks } from "./Thanks";
import { texts } from "./texts";
import { useSurvey } from "./useSurvey";

/** A survey inside the conversation: one question after another, thanks, and a change of mind where it is allowed. */
export function SurveyMessage({ token, onAnswered }: { token: string; onAnswered: (answered: Survey["answered"]) => void }) {
  const text = useTexts(texts);
  const kept = useSurvey(token, (survey) => onAnswered(survey.answered));
  // Not decided before the survey is there.
  const [open, setOpen] = useState<boolean | null>(null);
  const { state } = kept;

  useEffect(() => {
    if (state.phase !== "ready" || open !== null) return;
    // Who has answered all that must be is thanked; who stopped in the middle goes on there.
    setOpen(!state.survey.completed && !state.survey.closed);
  }, [state]);

  if (state.phase === "loading" || (state.phase === "ready" && open === null)) {
    return (
      <div class="k-survey k-survey--compact" role="status">
        <span class="visually-hidden">{text.loading}</span>
        <Skeleton width="80%" height="20px" />
        <Skeleton height="96px" radius="12px" />
      </div>
    );
  }
  if (state.phase === "missing") return <p class="k-survey__soft">{text.closed}</p>;
  if (state.phase === "failed") {
    return (
      <div class="k-survey k-survey--compact">
        <p class="k-survey__soft">{text.gone}</p>
        <Button size="sm" onClick={() => void kept.load()}>
          {text.retry}
        </Button>
      </div>
    );
  }
  const { survey } = state;
  if (open && !survey.closed) return <Questionnaire survey={survey} kept={kept} compact onDone={() => setOpen(false)} />;
  if (survey.completed) return <Thanks survey={survey} {...(survey.may_change && !survey.closed && { onChange: () => setOpen(true) })} />;
  return <p class="k-survey__soft">{text.closed}</p>;
}

import { CHECK } from "../icons";
import { useLanguage, useTexts } from "../i18n";
import type { Survey } from "../api/types";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { texts } from "./texts";

/** What a score is called, where its scale names it. */
function wordFor(survey: Survey, score: number, language: "zh" | "en"): string {
  const asked = survey.score ? survey.questions[survey.score] : undefined;
  return asked?.type === "scale" ? (asked.labels[score]?.[language] ?? "") : "";
}

export function Thanks({ survey, onChange }: { survey: Survey; onChange?: () => void }) {
  const text = useTexts(texts);
  const language = useLanguage();
  const { score = null, comment = null } = survey.answered ?? {};
  return (
    <div class="k-survey k-survey--thanks" role="status" data-testid="survey-thanks">
      <span class="k-survey__tick">
        <Icon path={CHECK} size={18} />
      </span>
      <p class="k-survey__thanks">{text.thanks}</p>
      {score === null ? (
        <p class="k-survey__soft">{text.thanksLong}</p>
      ) : (
        <p class="k-survey__given">
          <span class="visually-hidden">{text.given} </span>
          <span class="k-scale__number">{score}</span> {wordFor(survey, score, language)}
        </p>
      )}
      {comment && <blockquote class="k-survey__quote">{comment}</blockquote>}
      {onChange && (
        <Button look="quiet" size="sm" onClick={onChange} data-testid="survey-change">
          {text.change}
        </Button>
      )}
    </div>
  );
}

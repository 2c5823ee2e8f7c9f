import { useLanguage } from "../../../../kit/i18n";
import type { ConversationDetail } from "../../../../kit/api/types";
import { surveyLabel } from "../../../text/catalogue";
import { useText } from "../text";
import { shortDateTime } from "../../../text/times";
import { ScoreBar } from "../ScoreBar";
import { Fold, Nothing } from "./Fold";

type Survey = ConversationDetail["surveys"][number];

function Answer({ survey }: { survey: Survey }) {
  const t = useText();
  const language = useLanguage();
  return (
    <li class="d-answer" data-testid="survey-result" data-score={survey.score ?? undefined}>
      <p class="d-answer__head">
        {surveyLabel(survey.kind, language)}
        {survey.answered_at && <time dateTime={survey.answered_at}>{shortDateTime(survey.answered_at, language)}</time>}
      </p>
      {survey.score === null ? <Nothing>{survey.answered_at ? t.sidebar.answeredWithoutScore : t.sidebar.unanswered}</Nothing> : <ScoreBar score={survey.score} of={survey.of} />}
      {survey.comment && <blockquote class="d-survey__comment">{survey.comment}</blockquote>}
    </li>
  );
}

/** What the customer said about the service: in this conversation, and before it, to be read before one speaks. */
export function SurveysFold({ surveys, earlier }: { surveys: Survey[]; earlier: Survey[] }) {
  const t = useText();
  return (
    <Fold name="surveys" title={t.sidebar.surveys} count={surveys.length + earlier.length} testId="surveys">
      {surveys.length + earlier.length === 0 && <Nothing>{t.sidebar.noSurveys}</Nothing>}
      <Answers surveys={surveys} />
      {earlier.length > 0 && (
        <section data-testid="earlier-surveys">
          <h3 class="d-answers__when">{t.sidebar.earlierSurveys}</h3>
          <Answers surveys={earlier} />
        </section>
      )}
    </Fold>
  );
}

function Answers({ surveys }: { surveys: Survey[] }) {
  return (
    <ul class="d-answers">
      {surveys.map((survey) => (
        <Answer survey={survey} />
      ))}
    </ul>
  );
}

import { ALERT, CLOCK, RETRY, SEARCH } from "../kit/icons";
import { useLanguage, useTexts } from "../kit/i18n";
import { Csat } from "../kit/survey/Csat";
import { CsatThanks } from "../kit/survey/CsatThanks";
import type { CsatAnswer, Survey } from "../kit/api/types";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { Skeleton } from "../kit/ui/Skeleton";
import { texts } from "./texts";
import type { SurveyState } from "./useSurvey";

interface SurveyBodyProps {
  state: SurveyState;
  token: string;
  onRetry: () => void;
  onAnswered: (answer: CsatAnswer) => void;
}

function Waiting() {
  const text = useTexts(texts);
  return (
    <div class="s-waiting" role="status">
      <span class="visually-hidden">{text.loading}</span>
      <Skeleton width="60%" height="28px" />
      <Skeleton width="90%" height="18px" />
      <Skeleton height="96px" radius="12px" />
    </div>
  );
}

function Closed({ answered }: { answered: CsatAnswer | null }) {
  const text = useTexts(texts);
  if (!answered) return <EmptyState icon={CLOCK} title={text.closedTitle} text={text.closedText} />;
  return (
    <>
      <h1 class="s-title">{text.closedTitle}</h1>
      <p class="s-intro">{text.closedAnswered}</p>
      <CsatThanks answer={answered} />
    </>
  );
}

function Form({ survey, token, onAnswered }: { survey: Survey; token: string; onAnswered: (answer: CsatAnswer) => void }) {
  const text = useTexts(texts);
  const language = useLanguage();
  return (
    <>
      <h1 class="s-title">{text.pageTitle}</h1>
      <p class="s-intro">{survey.answered ? text.answeredIntro : text.intro}</p>
      <Csat token={token} question={survey.questions.satisfaction?.text[language] ?? ""} answered={survey.answered as CsatAnswer | null} onAnswered={onAnswered} />
    </>
  );
}

export function SurveyBody({ state, token, onRetry, onAnswered }: SurveyBodyProps) {
  const text = useTexts(texts);
  switch (state.phase) {
    case "loading":
      return <Waiting />;
    case "missing":
      return <EmptyState icon={SEARCH} title={text.notFoundTitle} text={text.notFoundText} />;
    case "closed":
      return <Closed answered={null} />;
    case "failed":
      return (
        <EmptyState icon={ALERT} title={text.errorTitle} text={text.errorText}>
          <Button icon={RETRY} onClick={onRetry}>
            {text.retry}
          </Button>
        </EmptyState>
      );
    case "ready":
      return state.survey.closed ? <Closed answered={state.survey.answered as CsatAnswer | null} /> : <Form survey={state.survey} token={token} onAnswered={onAnswered} />;
  }
}

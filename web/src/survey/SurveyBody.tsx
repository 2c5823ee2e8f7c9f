import { useState } from "preact/hooks";
import { ALERT, BELL, CHECK, CLOCK, RETRY, SEARCH } from "../kit/icons";
import { useLanguage, useTexts } from "../kit/i18n";
import type { Survey } from "../kit/api/types";
import { Questionnaire } from "../kit/survey/Questionnaire";
import { Thanks } from "../kit/survey/Thanks";
import type { useSurvey } from "../kit/survey/useSurvey";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { Skeleton } from "../kit/ui/Skeleton";
import { texts } from "./texts";

type Kept = ReturnType<typeof useSurvey>;

export function Waiting() {
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

function Closed({ survey }: { survey: Survey }) {
  const text = useTexts(texts);
  if (survey.opted_out) return <EmptyState icon={CHECK} title={text.optedOutTitle} text={text.optedOutText} />;
  if (survey.completed && !survey.may_change) return <EmptyState icon={CHECK} title={text.usedTitle} text={text.usedText} />;
  if (!survey.completed) return <EmptyState icon={CLOCK} title={text.closedTitle} text={text.closedText} />;
  return (
    <>
      <h1 class="s-title">{text.closedTitle}</h1>
      <p class="s-intro">{text.closedAnswered}</p>
      <Thanks survey={survey} />
    </>
  );
}

function OptOut({ kept, onBack }: { kept: Kept; onBack: () => void }) {
  const text = useTexts(texts);
  return (
    <EmptyState icon={BELL} title={text.optOutTitle} text={text.optOutText}>
      <Button look="primary" busy={kept.busy} onClick={() => void kept.optOut()} data-testid="opt-out-yes">
        {text.optOutYes}
      </Button>
      <Button look="quiet" onClick={onBack}>
        {text.optOutNo}
      </Button>
    </EmptyState>
  );
}

function Open({ survey, kept, hash }: { survey: Survey; kept: Kept; hash: string }) {
  const text = useTexts(texts);
  const language = useLanguage();
  const [done, setDone] = useState(survey.completed && survey.may_change && !survey.closed);
  if (done) return <Thanks survey={survey} {...(survey.may_change && !survey.closed && { onChange: () => setDone(false) })} />;
  if (survey.closed) return <Closed survey={survey} />;
  return (
    <>
      <h1 class="s-title">{survey.title[language]}</h1>
      <p class="s-intro">{survey.intro?.[language] ?? text.intro}</p>
      <Questionnaire survey={survey} kept={kept} hash={hash} onDone={() => setDone(true)} />
    </>
  );
}

interface SurveyBodyProps {
  kept: Kept;
  hash: string;
  optingOut: boolean;
  onStay: () => void;
}

export function SurveyBody({ kept, hash, optingOut, onStay }: SurveyBodyProps) {
  const text = useTexts(texts);
  const { state } = kept;
  switch (state.phase) {
    case "loading":
      return <Waiting />;
    case "missing":
      return <EmptyState icon={SEARCH} title={text.notFoundTitle} text={text.notFoundText} />;
    case "failed":
      return (
        <EmptyState icon={ALERT} title={text.errorTitle} text={text.errorText}>
          <Button icon={RETRY} onClick={() => void kept.load()}>
            {text.retry}
          </Button>
        </EmptyState>
      );
    case "ready":
      if (state.survey.opted_out) return <Closed survey={state.survey} />;
      return optingOut ? <OptOut kept={kept} onBack={onStay} /> : <Open survey={state.survey} kept={kept} hash={hash} />;
  }
}

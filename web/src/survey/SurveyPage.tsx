import { useEffect, useRef, useState } from "preact/hooks";
import { setLanguage, useLanguage, useTexts } from "../kit/i18n";
import { useSurvey } from "../kit/survey/useSurvey";
import { Head } from "./Head";
import { SurveyBody } from "./SurveyBody";
import { texts } from "./texts";

interface SurveyPageProps {
  token: string;
  /** What follows # in the address: the number that was pressed in a mail. */
  hash: string;
  /** Whether the address is that of "no more of these". */
  wantsOut: boolean;
  /** Whoever scanned a code is not written to: there is nothing to end. */
  mayEnd?: boolean;
}

export function SurveyPage({ token, hash, wantsOut, mayEnd = true }: SurveyPageProps) {
  const text = useTexts(texts);
  const language = useLanguage();
  const kept = useSurvey(token);
  const [optingOut, setOptingOut] = useState(wantsOut);
  const greeted = useRef(false);
  const survey = kept.state.phase === "ready" ? kept.state.survey : null;

  useEffect(() => {
    if (!survey || greeted.current) return;
    greeted.current = true;
    // The customer was asked in their language; the page begins in it.
    setLanguage(survey.language, { remember: false });
  }, [survey]);
  useEffect(() => {
    document.title = survey?.title[language] ?? text.pageTitle;
  }, [survey, language]);

  return (
    <div class="s-page">
      <Head />
      <main class="s-card" data-testid="survey" data-phase={kept.state.phase}>
        <SurveyBody kept={kept} hash={hash} optingOut={optingOut} onStay={() => setOptingOut(false)} />
      </main>
      {mayEnd && survey && !survey.opted_out && !optingOut && (
        <p class="s-foot">
          <button type="button" class="s-out" onClick={() => setOptingOut(true)} data-testid="opt-out">
            {text.optOut}
          </button>
        </p>
      )}
    </div>
  );
}

import { useEffect } from "preact/hooks";
import { useTexts } from "../kit/i18n";
import { LOOP } from "../kit/icons";
import { LanguageToggle } from "../kit/ui/LanguageToggle";
import { Icon } from "../kit/ui/Icon";
import { SurveyBody } from "./SurveyBody";
import { texts } from "./texts";
import { useSurvey } from "./useSurvey";

export function SurveyPage({ token }: { token: string }) {
  const text = useTexts(texts);
  const { state, load, answer } = useSurvey(token);
  useEffect(() => {
    document.title = text.pageTitle;
  }, [text]);
  return (
    <div class="s-page">
      <header class="s-head">
        <span class="s-mark">
          <Icon path={LOOP} size={22} />
        </span>
        <LanguageToggle label={text.languages} />
      </header>
      <main class="s-card" data-testid="survey" data-phase={state.phase}>
        <SurveyBody state={state} token={token} onRetry={load} onAnswered={answer} />
      </main>
    </div>
  );
}

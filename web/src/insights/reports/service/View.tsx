import { useEffect } from "preact/hooks";
import { CHAT } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { ByMail } from "../../parts/ByMail";
import { Failed, Waiting } from "../../parts/Phases";
import { ScopeControls } from "../../parts/ScopeControls";
import { AllFigures } from "./parts/AllFigures";
import { BehindDialog } from "./parts/BehindDialog";
import { GapsPanel } from "./parts/GapsPanel";
import { Groups } from "./parts/Groups";
import { Hours } from "./parts/Hours";
import { KeyFigures } from "./parts/KeyFigures";
import { Lowest } from "./parts/Lowest";
import { Split } from "./parts/Split";
import { ask, loadReport, query, results, shown, start } from "./state";
import { useText } from "./text";
import "./service.css";

export function View() {
  const t = useText();
  const asked = useStore(query);
  const { behind } = useStore(shown);
  useEffect(start, []);
  return (
    <>
      <form class="i-controls" aria-label={t.controls} onSubmit={(event) => event.preventDefault()}>
        <ScopeControls scope={asked} languageLabel={t.conversationsIn} onChoose={ask} />
        <ByMail report="service" questionnaire={null} />
      </form>
      <Results />
      {behind && <BehindDialog behind={behind} />}
    </>
  );
}

function Results() {
  const t = useText();
  const { phase, report } = useStore(results);
  if (phase === "failed") return <Failed onRetry={() => void loadReport()} />;
  if (!report) return <Waiting />;
  if (report.total.conversations === 0) return <EmptyState icon={CHAT} title={t.empty} text={t.emptyHint} />;
  return (
    <div class="i-results" aria-busy={phase === "loading"} data-testid="results" data-phase={phase}>
      <KeyFigures report={report} />
      <Split report={report} />
      <Hours report={report} />
      <Groups report={report} />
      <AllFigures report={report} />
      <GapsPanel />
      <Lowest />
    </div>
  );
}

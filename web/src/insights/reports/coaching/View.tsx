import { useEffect } from "preact/hooks";
import { useStore } from "../../../kit/store";
import { Failed, Waiting } from "../../parts/Phases";
import "./coaching.css";
import { AgentsPanel } from "./parts/AgentsPanel";
import { AgreementPanel } from "./parts/AgreementPanel";
import { Cards } from "./parts/Cards";
import { Picking } from "./parts/Picking";
import { coaching, load } from "./state";

export function View() {
  const { phase, report, criteria, cards, next } = useStore(coaching);
  useEffect(() => void load(), []);
  if (phase === "failed") return <Failed onRetry={() => void load()} />;
  if (!report) return <Waiting />;
  return (
    <div class="i-results" aria-busy={phase === "loading"} data-testid="results" data-phase={phase}>
      <Picking />
      <Cards cards={cards} criteria={criteria} more={next !== null} />
      <AgreementPanel report={report} criteria={criteria} />
      {report.agents.length > 0 && <AgentsPanel report={report} />}
    </div>
  );
}

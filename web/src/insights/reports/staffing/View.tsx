import { useEffect } from "preact/hooks";
import { CLOCK } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { Failed, Waiting } from "../../parts/Phases";
import { Backtest } from "./parts/Backtest";
import { Controls } from "./parts/Controls";
import { Forecast } from "./parts/Forecast";
import { People } from "./parts/People";
import { Proposal } from "./parts/Proposal";
import { Roster } from "./parts/Roster";
import { Summary } from "./parts/Summary";
import { WhatIf } from "./parts/WhatIf";
import "./staffing.css";
import { load, results, start } from "./state";
import { useText } from "./text";
import type { Staffing } from "./types";

export function View() {
  const { phase, found } = useStore(results);
  useEffect(() => void start(), []);
  return (
    <>
      <Controls found={found} />
      {phase === "failed" && <Failed onRetry={() => void load()} />}
      {phase !== "failed" && !found && <Waiting />}
      {found && (
        <div class="i-results" aria-busy={phase === "loading"} data-testid="results" data-phase={phase}>
          <Told found={found} />
          <Roster found={found} />
        </div>
      )}
    </>
  );
}

function Told({ found }: { found: Staffing }) {
  const t = useText();
  const { plan, missing_days: missing } = found;
  if (!plan) return <EmptyState icon={CLOCK} title={t.little} text={t.littleHint(missing)} />;
  return (
    <>
      <Summary plan={plan} />
      <WhatIf />
      <Forecast quarters={plan.quarters} />
      <People quarters={plan.quarters} />
      <Proposal blocks={plan.shifts} />
      {plan.backtest && <Backtest tested={plan.backtest} found={found} />}
    </>
  );
}

import { useEffect } from "preact/hooks";
import { CHAT } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { Failed, Waiting } from "../../parts/Phases";
import { Bottlenecks } from "./parts/Bottlenecks";
import { Controls } from "./parts/Controls";
import { EventLog } from "./parts/EventLog";
import { Groups } from "./parts/Groups";
import { Stages } from "./parts/Stages";
import { Summary } from "./parts/Summary";
import { Tone } from "./parts/Tone";
import { load, results, start } from "./state";
import { useText } from "./text";
import type { Journey } from "./types";
import "./journey.css";

export function View() {
  useEffect(start, []);
  return (
    <>
      <Controls />
      <Results />
    </>
  );
}

function Results() {
  const { phase, found } = useStore(results);
  if (phase === "failed") return <Failed onRetry={() => void load()} />;
  if (!found) return <Waiting />;
  return (
    <div class="i-results" aria-busy={phase === "loading"} data-testid="results" data-phase={phase}>
      <Told found={found} />
    </div>
  );
}

function Told({ found }: { found: Journey }) {
  const t = useText();
  if (found.now.n === 0) return <EmptyState icon={CHAT} title={t.empty} text={t.emptyHint} />;
  return (
    <>
      <Summary found={found} />
      <Bottlenecks found={found} />
      <Stages found={found} />
      <Tone found={found} />
      <Groups found={found} />
      <EventLog />
    </>
  );
}

import { useEffect } from "preact/hooks";
import { CHAT } from "../../../kit/icons";
import { useLanguage } from "../../../kit/i18n";
import { useStore } from "../../../kit/store";
import { EmptyState } from "../../../kit/ui/EmptyState";
import { whole } from "../../format";
import { Failed, Waiting } from "../../parts/Phases";
import { Wording } from "./editor/Wording";
import { Comments } from "./parts/Comments";
import { Controls } from "./parts/Controls";
import { Counters } from "./parts/Counters";
import { Dimensions } from "./parts/Dimensions";
import { DriversPanel } from "./parts/DriversPanel";
import { Features } from "./parts/Features";
import { Groups } from "./parts/Groups";
import { Questions } from "./parts/Questions";
import { Summary } from "./parts/Summary";
import { ThemesPanel } from "./parts/ThemesPanel";
import { Trend } from "./parts/Trend";
import { load, results, start } from "./state";
import { useText } from "./text";
import type { Report } from "./types";

export function View() {
  useEffect(() => void start(), []);
  return (
    <>
      <Controls />
      <Results />
      <div class="i-results">
        <Wording />
        <Counters />
      </div>
    </>
  );
}

function Results() {
  const { phase, weeks, groups } = useStore(results);
  if (phase === "failed") return <Failed onRetry={() => void load()} />;
  if (!weeks || !groups) return <Waiting />;
  return (
    <div class="i-results" aria-busy={phase === "loading"} data-testid="results" data-phase={phase}>
      <Told weeks={weeks} groups={groups} />
    </div>
  );
}

function Told({ weeks, groups }: { weeks: Report; groups: Report }) {
  const t = useText();
  const language = useLanguage();
  const { sent, started } = weeks.response;
  if (sent === 0) return <EmptyState icon={CHAT} title={t.empty} text={t.emptyHint} />;
  if (started === 0) return <EmptyState icon={CHAT} title={t.nobody} text={t.nobodyHint(whole(sent, language))} />;
  return (
    <>
      <Summary report={weeks} />
      {weeks.features.length > 0 && <Features report={weeks} />}
      {weeks.dimensions.length > 0 && <Dimensions report={weeks} />}
      {weeks.drivers && <DriversPanel drivers={weeks.drivers} />}
      <Trend report={weeks} />
      <Groups report={groups} />
      <Questions report={weeks} />
      <ThemesPanel />
      <Comments />
    </>
  );
}

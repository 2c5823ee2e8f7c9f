import { useEffect } from "preact/hooks";
import { ALERT, ARROW_LEFT, CHAT, RETRY } from "../kit/icons";
import { useLanguage } from "../kit/i18n";
import { useStore } from "../kit/store";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { Icon } from "../kit/ui/Icon";
import { LanguageToggle } from "../kit/ui/LanguageToggle";
import { Skeleton } from "../kit/ui/Skeleton";
import { whole } from "./format";
import { Comments } from "./parts/Comments";
import { Counters } from "./parts/Counters";
import { Controls } from "./parts/Controls";
import { Dimensions } from "./parts/Dimensions";
import { DriversPanel } from "./parts/DriversPanel";
import { Features } from "./parts/Features";
import { Groups } from "./parts/Groups";
import { Questions } from "./parts/Questions";
import { Summary } from "./parts/Summary";
import { ThemesPanel } from "./parts/ThemesPanel";
import { Trend } from "./parts/Trend";
import { load, results, start } from "./state";
import { Wording } from "./editor/Wording";
import { useText } from "./text";
import type { Report } from "./types";

export function Page() {
  const t = useText();
  useEffect(() => void start(), []);
  useEffect(() => {
    document.title = t.title;
  }, [t]);
  return (
    <div class="i-page">
      <header class="i-head">
        <a class="i-back" href="/desk">
          <Icon path={ARROW_LEFT} size={18} />
          {t.back}
        </a>
        <LanguageToggle label={t.languages} />
      </header>
      <main>
        <div class="i-title">
          <h1>{t.title}</h1>
          <p>{t.lead}</p>
        </div>
        <Controls />
        <Results />
        <div class="i-results">
          <Wording />
          <Counters />
        </div>
      </main>
    </div>
  );
}

function Results() {
  const t = useText();
  const { phase, weeks, groups } = useStore(results);
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.failed} text={t.failedHint}>
        <Button icon={RETRY} onClick={() => void load()}>
          {t.retry}
        </Button>
      </EmptyState>
    );
  }
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

function Waiting() {
  const t = useText();
  return (
    <div class="i-waiting" role="status" data-testid="waiting">
      <span class="visually-hidden">{t.loading}</span>
      <Skeleton height="148px" radius="18px" />
      <Skeleton height="340px" radius="18px" />
      <Skeleton height="240px" radius="18px" />
    </div>
  );
}

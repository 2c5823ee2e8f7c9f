import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { ALERT, ARROW_LEFT, CHECK, CLOCK, CLOSE } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { Experiment } from "../../../../kit/api/types";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { IconButton } from "../../../../kit/ui/IconButton";
import { shortDateTime } from "../../../text/times";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { PaneSkeleton } from "../../../ui/PaneSkeleton";
import { grouped, percent, points } from "../models/figures";
import { select } from "../select";
import { useText } from "../text";
import { experiments, stop, working } from "./state";
import { useExperimentText } from "./text";
import "./experiments.css";

const TONES = { running: "info", stopped: "info", new_better: "success", new_worse: "warning", no_difference: "info" } as const;
const PICTURES = { running: CLOCK, stopped: CLOSE, new_better: CHECK, new_worse: ALERT, no_difference: CHECK };

function Half({ name, words, mean, other }: { name: string; words: Experiment["old"]; mean: number | null; other?: boolean }) {
  const t = useExperimentText();
  return (
    <section class={`i-part x-half ${other ? "x-half--new" : ""}`}>
      <h2>
        {name}
        {mean !== null && <strong class="x-mean">{percent(mean)}</strong>}
      </h2>
      <p class="i-by">{t.half}</p>
      {(["zh", "en"] as const).map((language) => (
        <p key={language} class="x-words" lang={language === "zh" ? "zh-CN" : "en"}>
          {words[language]}
        </p>
      ))}
    </section>
  );
}

function Figures({ experiment }: { experiment: Experiment }) {
  const t = useExperimentText();
  const language = useLanguage();
  const { outcome, pairs, low, high, old_mean: old, new_mean: fresh } = experiment;
  return (
    <section class="i-part">
      <h2>{t.figures}</h2>
      <dl class="x-facts">
        <dt>{t.outcome}</dt>
        <dd>
          {t.outcomes[outcome].name}
          <span class="i-kind__hint">{t.outcomes[outcome].hint}</span>
        </dd>
        {pairs > 0 && (
          <>
            <dt>{t.difference}</dt>
            <dd>
              <strong>{points(fresh - old)}</strong>
              {t.range(points(low), points(high))}
              <span class="i-kind__hint">{t.pairs(grouped(pairs, language))}</span>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Foot({ experiment }: { experiment: Experiment }) {
  const t = useExperimentText();
  const busy = useStore(working);
  const [asking, setAsking] = useState(false);
  return (
    <footer class="i-foot i-foot--bar">
      <span class="i-hint">{t.adopt}</span>
      {experiment.state === "running" && (
        <Button busy={busy} data-testid="experiment-stop" onClick={() => setAsking(true)}>
          {t.stop}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={t.stopTitle}
          text={t.stopText}
          confirm={t.stop}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void stop(experiment);
          }}
        />
      )}
    </footer>
  );
}

/** What is tried, how it stands, and both halves side by side. */
export function ExperimentPane({ id }: { id: string }) {
  const t = useExperimentText();
  const back = useText().header.back;
  const language = useLanguage();
  const { phase, experiments: found } = useStore(experiments);
  const experiment = found.find((one) => one.id === id);
  if (!experiment) return phase === "loading" ? <PaneSkeleton /> : <EmptyState icon={ALERT} title={t.gone} />;
  const measured = experiment.pairs > 0;
  return (
    <section class="d-case" data-testid="experiment" data-id={id}>
      <header class="d-case__head">
        <IconButton class="d-header__back" icon={ARROW_LEFT} label={back} onClick={() => select(null)} />
        <div class="d-case__names">
          <h1>{experiment.title[language]}</h1>
          <p class="i-by">
            {t.state[experiment.state]} · {t.by(experiment.started_by, shortDateTime(experiment.started_at, language))}
            {experiment.stopped_by && ` · ${t.stoppedBy(experiment.stopped_by)}`}
          </p>
        </div>
      </header>
      <Banner tone={TONES[experiment.state]} icon={PICTURES[experiment.state]}>
        {experiment.said[language]}
      </Banner>
      <div class="d-case__scroll i-pane">
        <div class="x-halves">
          <Half name={t.old} words={experiment.old} mean={measured ? experiment.old_mean : null} />
          <Half name={t.fresh} words={experiment.new} mean={measured ? experiment.new_mean : null} other />
        </div>
        <Figures experiment={experiment} />
      </div>
      <Foot experiment={experiment} />
    </section>
  );
}

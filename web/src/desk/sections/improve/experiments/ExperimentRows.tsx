import { useLanguage } from "../../../../kit/i18n";
import { ALERT, BOOK, CHAT, PLUS } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { Experiment } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { IMPROVE } from "../../../icons";
import { minutes } from "../../../state/clock";
import { shortAge } from "../../../text/times";
import { moveAlongRows } from "../../../ui/rowKeys";
import { RowSkeletons } from "../../../ui/RowSkeletons";
import { rowOf, type RowProps } from "../row";
import { experimentPath, NEW_EXPERIMENT, select } from "../select";
import { useText } from "../text";
import { experiments, loadExperiments } from "./state";
import { useExperimentText } from "./text";
import "./experiments.css";

function ExperimentRow({ experiment, ...row }: RowProps & { experiment: Experiment }) {
  const t = useExperimentText();
  const language = useLanguage();
  const now = useStore(minutes);
  return (
    <li>
      <a {...rowOf(row)} data-testid="experiment-row">
        <span class={`i-count ${experiment.state === "running" ? "" : "x-count--quiet"}`} aria-hidden="true">
          <Icon path={experiment.kind === "article" ? BOOK : CHAT} size={18} />
        </span>
        <span class="d-row__top">
          <span class="d-row__name">{experiment.title[language]}</span>
          <span class="d-row__when">{shortAge(now - Date.parse(experiment.started_at), language)}</span>
        </span>
        <span class="d-row__words">{experiment.said[language]}</span>
        <span class="d-row__foot">
          <span class="i-by">{t.kind[experiment.kind]}</span>
          <span class="d-row__topic">{t.state[experiment.state]}</span>
        </span>
      </a>
    </li>
  );
}

function Rows({ current }: { current: string | null }) {
  const t = useExperimentText();
  const retry = useText().action.retry;
  const { phase, experiments: found } = useStore(experiments);
  if (phase === "loading" && found.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.failed}>
        <Button onClick={() => void loadExperiments()}>{retry}</Button>
      </EmptyState>
    );
  }
  if (found.length === 0) return <EmptyState icon={IMPROVE} title={t.none.title} text={t.none.hint} />;
  const paths = found.map(({ id }) => experimentPath(id));
  const tabStop = current && paths.includes(current) ? current : paths[0];
  return (
    <ul class="d-rows" aria-label={t.count(found.length)} onKeyDown={moveAlongRows}>
      {found.map((experiment) => {
        const path = experimentPath(experiment.id);
        return <ExperimentRow key={experiment.id} experiment={experiment} path={path} current={path === current} tabStop={path === tabStop} />;
      })}
    </ul>
  );
}

/** What is tried and what was, and the way to something new. */
export function ExperimentRows({ current }: { current: string | null }) {
  const t = useExperimentText();
  return (
    <>
      <div class="x-begin">
        <Button icon={PLUS} data-testid="experiment-begin" onClick={() => select(NEW_EXPERIMENT)}>
          {t.begin}
        </Button>
      </div>
      <Rows current={current} />
    </>
  );
}

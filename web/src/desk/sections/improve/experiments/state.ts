/** Experiments: the list, what can be tried, and the one that is being prepared. */
import { Store } from "../../../../kit/store";
import type { Experiment, ExperimentSubject } from "../../../../kit/api/types";
import { leads } from "../../../logic/roles";
import { explain, notify } from "../../../state/notices";
import { me } from "../../../state/session";
import * as server from "../api";
import { experimentPath, select } from "../select";
import { type Draft, EMPTY, lackOf, sent } from "./logic";
import { experimentText } from "./text";

export interface ExperimentsState {
  phase: "loading" | "ready" | "failed";
  experiments: Experiment[];
}

const START: ExperimentsState = { phase: "loading", experiments: [] };
export const experiments = new Store<ExperimentsState>(START);

/** What can be tried; null while nobody has asked, or it could not be had. */
export const subjects = new Store<ExperimentSubject[] | null>(null);
export const draft = new Store<Draft>(EMPTY);
export const working = new Store(false);

export function forgetExperiments(): void {
  experiments.set(START);
  subjects.set(null);
  draft.set(EMPTY);
}

export async function loadExperiments({ quiet = false } = {}): Promise<void> {
  if (!leads(me())) return;
  if (!quiet) experiments.patch({ phase: "loading" });
  try {
    experiments.set({ phase: "ready", experiments: (await server.fetchExperiments()).experiments });
  } catch {
    if (experiments.value.phase === "loading") experiments.patch({ phase: "failed" });
  }
}

export async function loadSubjects(): Promise<void> {
  try {
    subjects.set((await server.fetchSubjects()).subjects);
  } catch (error) {
    notify(explain(error), "danger");
  }
}

export const experimentPaths = (): string[] => experiments.value.experiments.map(({ id }) => experimentPath(id));

export const chosen = ({ kind, subject }: Draft): ExperimentSubject | undefined => subjects.value?.find((one) => one.kind === kind && one.name === subject);

async function perform(work: () => Promise<Experiment>, done: string): Promise<Experiment | null> {
  if (working.value) return null;
  working.set(true);
  const t = experimentText();
  try {
    const found = await work();
    notify(done);
    return found;
  } catch (error) {
    notify(explain(error, { not_for_experiments: t.refused, experiment_runs: t.twice, experiment_over: t.over, experiment_not_found: t.gone }), "danger");
    return null;
  } finally {
    working.set(false);
    void loadExperiments({ quiet: true });
  }
}

export async function start(): Promise<void> {
  const t = experimentText();
  const lack = lackOf(draft.value, chosen(draft.value));
  if (lack) {
    notify(t.lack[lack], "danger");
    return;
  }
  const begun = await perform(() => server.startExperiment(sent(draft.value)), t.started);
  if (!begun) return;
  draft.set(EMPTY);
  await loadExperiments({ quiet: true });
  select(experimentPath(begun.id));
}

export const stop = ({ id }: Experiment) => perform(() => server.stopExperiment(id), experimentText().stopped);

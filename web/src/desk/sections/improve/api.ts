/** The calls about messages to learn from, about the models that learned of them, and about experiments. */
import { signed } from "../../api";
import type { Decision, DecisionIn, Decisions, Experiment, ExperimentIn, ExperimentSubject, Language, ModelCard, Models, ReviewLabels, ReviewQueue } from "../../../kit/api/types";

const PATH = "/v1/desk/reviews";
const post = <T>(path: string, body: unknown) => signed<T>(PATH + path, { method: "POST", body });

export const fetchQueue = () => signed<ReviewQueue>(PATH);
export const fetchLabels = () => signed<ReviewLabels>(`${PATH}/labels`);
export const fetchDecisions = (state: "proposed" | "approved") => signed<Decisions>(`${PATH}/decisions?state=${state}`);
export const propose = (decision: DecisionIn) => post<Decision>("/decisions", decision);
export const approve = (id: string) => post<Decision>(`/decisions/${id}/approve`, {});
export const withdraw = (id: string) => post<Decision>(`/decisions/${id}/withdraw`, {});

const MODELS = "/v1/desk/models";

export const fetchModels = () => signed<Models>(MODELS);
export const fetchModel = (name: string) => signed<ModelCard>(`${MODELS}/${encodeURIComponent(name)}`);
/** Where a card can be had as a file. */
export const cardHref = (name: string, form: "md" | "json", language: Language) => `${MODELS}/${encodeURIComponent(name)}/card?form=${form}&words=${language}`;

const EXPERIMENTS = "/v1/desk/experiments";

export const fetchExperiments = () => signed<{ experiments: Experiment[] }>(EXPERIMENTS);
export const fetchSubjects = () => signed<{ subjects: ExperimentSubject[] }>(`${EXPERIMENTS}/subjects`);
export const startExperiment = (body: ExperimentIn) => signed<Experiment>(EXPERIMENTS, { method: "POST", body });
export const stopExperiment = (id: string) => signed<Experiment>(`${EXPERIMENTS}/${id}/stop`, { method: "POST", body: {} });

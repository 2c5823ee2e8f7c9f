/** The ways into this section: to a group of messages, to what was decided about one, to a model, or to an experiment. */
import { go } from "../../state/route";

export const SECTION = "improve";
const DECISION = "~decision-";
const MODEL = "~model-";
const EXPERIMENT = "~experiment-";
/** Where a new one is begun. */
export const NEW_EXPERIMENT = `${EXPERIMENT}new`;

export const decisionPath = (id: string): string => DECISION + id;
export const decisionOf = (id: string | null): string | null => (id?.startsWith(DECISION) ? id.slice(DECISION.length) : null);

export const modelPath = (name: string): string => MODEL + name;
export const modelOf = (id: string | null): string | null => (id?.startsWith(MODEL) ? id.slice(MODEL.length) : null);

export const experimentPath = (id: string): string => EXPERIMENT + id;
export const experimentOf = (id: string | null): string | null => (id?.startsWith(EXPERIMENT) ? id.slice(EXPERIMENT.length) : null);

/** Open a group or a decision, or with null go back to the list alone. */
export const select = (id: string | null): void => go({ section: SECTION, id });

/** Words, tones and pictures' names from the catalogue. What it does not have is shown as it is named, with spaces. */
import type { Catalogue, CaseKind, Language, StatusTone } from "../../kit/api/types";
import { catalogue } from "../state/catalogue";
import { plain } from "./plain";

/** What a customer wanted, in words for agents. */
export function topicLabel(name: string, language: Language): string {
  const intent = catalogue.value?.intents.find((one) => one.name === name);
  const skill = catalogue.value?.skills.find((one) => one.name === name);
  return (intent?.label ?? skill?.topic)?.[language] ?? name.replaceAll("_", " ");
}

/** The parts of the catalogue that are a list of names with a word each. */
type Named = "forms" | "surveys" | "reasons" | "outcomes" | "stages" | "deadlines" | "interactions" | "labels";

const named = <Part extends Named>(part: Part, name: string): Catalogue[Part][number] | undefined => catalogue.value?.[part].find((one) => one.name === name);
const labelled = (part: Named, name: string, language: Language): string => named(part, name)?.label[language] ?? plain(name);

export const formLabel = (form: string, language: Language): string => labelled("forms", form, language);
export const surveyLabel = (survey: string, language: Language): string => labelled("surveys", survey, language);
/** Why the assistant called a person. */
export const reasonLabel = (reason: string, language: Language): string => labelled("reasons", reason, language);
/** How a conversation ended. */
export const outcomeLabel = (outcome: string, language: Language): string => labelled("outcomes", outcome, language);
export const stageLabel = (stage: string, language: Language): string => labelled("stages", stage, language);
export const deadlineLabel = (kind: string, language: Language): string => labelled("deadlines", kind, language);
/** Whether it is the customer who has to keep it: once it has passed, it is for the file. */
export const isCustomersDeadline = (kind: string): boolean => named("deadlines", kind)?.customers ?? false;
/** What agents mark conversations with. */
export const markNames = (): readonly string[] => (catalogue.value?.labels ?? []).map(({ name }) => name);
export const markLabel = (label: string, language: Language): string => labelled("labels", label, language);
/** What the assistant did. */
export const interactionLabel = (kind: string, language: Language): string => labelled("interactions", kind, language);
export const interactionIcon = (kind: string): string | undefined => named("interactions", kind)?.icon;

const channelOf = (channel: string) => catalogue.value?.channels.find(({ name }) => name === channel);

export const channelLabel = (channel: string, language: Language): string => channelOf(channel)?.label[language] ?? plain(channel);
export const channelIcon = (channel: string): string | undefined => channelOf(channel)?.icon;

const feeds = () => catalogue.value?.feeds ?? [];

export const feedNames = (): readonly string[] => feeds().map(({ name }) => name);
export const feedLabel = (feed: string, language: Language): string => feeds().find(({ name }) => name === feed)?.label[language] ?? plain(feed);
export const feedIcon = (feed: string): string | undefined => feeds().find(({ name }) => name === feed)?.icon;

export const caseKinds = (): readonly CaseKind[] => catalogue.value?.case_kinds ?? [];

const kindOf = (kind: string) => caseKinds().find(({ name }) => name === kind);

/** States are called the same in every kind that has them. */
const stateOf = (status: string) => caseKinds().flatMap(({ states }) => states).find(({ name }) => name === status);

export const caseKind = (kind: string, language: Language): string => kindOf(kind)?.title[language] ?? plain(kind);
export const caseStatus = (status: string, language: Language): string => stateOf(status)?.label[language] ?? plain(status);

/** What the colour of a status says: new work is warm, good news green, an end that hurts red. */
export const toneOf = (status: string): StatusTone => stateOf(status)?.tone ?? "info";

/** The name of the picture for a kind of case. */
export const caseIcon = (kind: string): string | undefined => kindOf(kind)?.icon;

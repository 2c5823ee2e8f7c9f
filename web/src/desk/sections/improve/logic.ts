/** What is being decided about a group, and whether it is enough. */
import type { DecisionIn, DecisionKind, ReviewGroup } from "../../../kit/api/types";

export const KINDS = ["intent", "facet", "not_ours", "new_topic", "missing_article", "wrong_answer", "nothing"] as const satisfies readonly DecisionKind[];

/** A decision that is being made. */
export interface Choice {
  kind: DecisionKind | null;
  intent: string;
  facet: string;
  title: { zh: string; en: string };
  note: string;
  /** Messages of the group that mean something else. */
  without: readonly string[];
}

export const NOTHING_CHOSEN: Choice = { kind: null, intent: "", facet: "", title: { zh: "", en: "" }, note: "", without: [] };

export type Lack = "kind" | "intent" | "facet" | "title" | "note" | "none";

export const named = (kind: DecisionKind | null): boolean => kind === "new_topic" || kind === "missing_article";

/** The ids that the decision is about. */
export const chosen = (group: ReviewGroup, { without }: Choice): string[] => group.examples.map(({ id }) => id).filter((id) => !without.includes(id));

/** What is still missing, the first thing first. */
export function lackOf(group: ReviewGroup, choice: Choice): Lack | null {
  const { kind, title } = choice;
  if (chosen(group, choice).length === 0) return "none";
  if (kind === null) return "kind";
  if (kind === "intent" && !choice.intent) return "intent";
  if (kind === "facet" && !choice.facet) return "facet";
  if (named(kind) && !title.zh.trim() && !title.en.trim()) return "title";
  if (kind === "wrong_answer" && !choice.note.trim()) return "note";
  return null;
}

/** The decision as it is sent; only what belongs to its kind. */
export function decisionOn(group: ReviewGroup, choice: Choice): DecisionIn | null {
  if (choice.kind === null || lackOf(group, choice) !== null) return null;
  const target = choice.kind === "intent" ? choice.intent : choice.kind === "facet" ? choice.facet : choice.kind === "wrong_answer" ? group.intent : "";
  const title = named(choice.kind) ? choice.title : { zh: "", en: "" };
  return { reviews: chosen(group, choice), kind: choice.kind, target, title, note: choice.note };
}

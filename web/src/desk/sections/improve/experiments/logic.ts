/** What is being prepared to be tried, and whether it is enough. */
import type { ExperimentIn, ExperimentSubject } from "../../../../kit/api/types";

export interface Draft {
  kind: ExperimentIn["kind"];
  subject: string;
  zh: string;
  en: string;
  article: string;
  outcome: ExperimentIn["outcome"];
}

export const EMPTY: Draft = { kind: "wording", subject: "", zh: "", en: "", article: "", outcome: "resolved" };
export const OUTCOMES = ["resolved", "not_asked_back", "thumbs"] as const;

/** Thumbs are asked for articles alone. */
export const outcomesOf = (kind: Draft["kind"]): readonly Draft["outcome"][] => OUTCOMES.filter((one) => one !== "thumbs" || kind === "article");

export type Lack = "subject" | "wording" | "article" | "same";

export function lackOf(draft: Draft, subject: ExperimentSubject | undefined): Lack | null {
  if (!subject) return "subject";
  if (draft.kind === "article") return !draft.article ? "article" : draft.article === draft.subject ? "same" : null;
  const [zh, en] = [draft.zh.trim(), draft.en.trim()];
  if (!zh || !en) return "wording";
  return zh === subject.words.zh && en === subject.words.en ? "same" : null;
}

/** Another kind has other subjects, and may not be decided by the same. */
export const ofKind = (draft: Draft, kind: Draft["kind"]): Draft => ({ ...EMPTY, kind, outcome: outcomesOf(kind).includes(draft.outcome) ? draft.outcome : "resolved" });

/** Another subject: one begins with what it says now. */
export const ofSubject = (draft: Draft, subject: ExperimentSubject | undefined): Draft => ({ ...draft, subject: subject?.name ?? "", zh: subject?.kind === "wording" ? subject.words.zh : "", en: subject?.kind === "wording" ? subject.words.en : "" });

export const sent = ({ kind, subject, outcome, zh, en, article }: Draft): ExperimentIn => (kind === "article" ? { kind, subject, outcome, zh: "", en: "", article } : { kind, subject, outcome, zh: zh.trim(), en: en.trim(), article: "" });

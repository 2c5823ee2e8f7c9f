/** What every field of the form knows: what is written, what is wrong, and how it is changed. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Contents, Problem } from "../../../../kit/api/types";
import { type KnowledgeText } from "../text/en";

export interface Form {
  contents: Contents;
  problems: readonly Problem[];
  /** Change a field; what was wrong with it is forgotten. */
  change: (field: string, next: (contents: Contents) => Contents) => void;
}

export const FormContext = createContext<Form | null>(null);

export function useForm(): Form {
  const form = useContext(FormContext);
  if (!form) throw new Error("a field stands in a form");
  return form;
}

const numbers = (value: unknown): number => (typeof value === "number" ? value : 0);
const list = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : "");

/** What is wrong, in words. */
export function explained({ reason, facts }: Problem, words: KnowledgeText["problem"]): string {
  switch (reason) {
    case "too_long":
      return words.too_long(numbers(facts["limit"]), numbers(facts["length"]));
    case "too_many":
      return words.too_many(numbers(facts["limit"]));
    case "figures_differ":
      return words.figures_differ(list(facts["zh"]), list(facts["en"]));
    case "missing":
    case "not_chinese":
    case "not_english":
    case "unknown":
    case "no_address":
    case "before_start":
      return words[reason];
    default:
      return words.other;
  }
}

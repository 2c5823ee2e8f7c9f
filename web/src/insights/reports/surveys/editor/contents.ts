/** A questionnaire as it is edited, and changes of it: each gives a new one. */
import type { Schemas } from "../../../../kit/api/narrow";

export interface Words {
  zh: string;
  en: string;
}

/** An answer of a choice, a line of a matrix or of points (`key`), or the name of a step (`step`). */
export interface Entry extends Words {
  key?: string;
  step?: string | number;
}

export interface Question {
  key: string;
  type: string;
  text: Words;
  hint?: Words;
  optional?: boolean;
  from?: number;
  to?: number;
  labels?: Entry[];
  options?: Entry[];
  lines?: Entry[];
  when?: { question: string; below?: number; above?: number; chosen?: string };
}

export interface Contents {
  name: Words;
  title: Words;
  intro?: Words;
  method: string;
  questions: Question[];
}

export type Problem = Schemas["WordingProblemOut"];

export const TYPES = ["scale", "choice", "text"] as const;
export type NewType = (typeof TYPES)[number];
export const PARTS = ["labels", "options", "lines"] as const;

const NOTHING: Words = { zh: "", en: "" };

/** What a question of a type begins as. */
export function blank(type: NewType, key: string): Question {
  const common = { key, type, text: NOTHING };
  if (type === "scale") return { ...common, from: 1, to: 5, labels: [{ step: "1", ...NOTHING }, { step: "5", ...NOTHING }] };
  if (type === "choice") return { ...common, options: [{ key: "first", ...NOTHING }, { key: "second", ...NOTHING }] };
  return common;
}

/** A key that no question has yet. */
export function freeKey(contents: Contents, wish: string): string {
  const taken = new Set(contents.questions.map(({ key }) => key));
  let key = wish;
  for (let number = 2; taken.has(key); number += 1) key = `${wish}_${number}`;
  return key;
}

const replaced = <T>(list: readonly T[], place: number, one: T): T[] => list.map((each, at) => (at === place ? one : each));

export const changed = (contents: Contents, place: number, part: Partial<Question>): Contents => ({
  ...contents,
  questions: contents.questions.map((one, at) => (at === place ? { ...one, ...part } : one)),
});

export const added = (contents: Contents, type: NewType): Contents => ({ ...contents, questions: [...contents.questions, blank(type, freeKey(contents, type))] });

export const without = (contents: Contents, place: number): Contents => ({ ...contents, questions: contents.questions.filter((_, at) => at !== place) });

/** One place up or down; at the end of the list nothing moves. */
export function moved(contents: Contents, place: number, by: -1 | 1): Contents {
  const [one, other] = [contents.questions[place], contents.questions[place + by]];
  if (!one || !other) return contents;
  return { ...contents, questions: replaced(replaced(contents.questions, place, other), place + by, one) };
}

/** Another entry of a question's part. */
export function entryChanged(question: Question, part: (typeof PARTS)[number], place: number, words: Partial<Entry>): Partial<Question> {
  return { [part]: (question[part] ?? []).map((one, at) => (at === place ? { ...one, ...words } : one)) };
}

export const entryAdded = (question: Question): Partial<Question> => ({ options: [...(question.options ?? []), { key: `option_${(question.options?.length ?? 0) + 1}`, ...NOTHING }] });

/** What is wrong with a field, or with anything inside it. */
export const problemsAt = (problems: readonly Problem[], field: string): Problem[] => problems.filter((one) => one.field === field || one.field.startsWith(`${field}.`));

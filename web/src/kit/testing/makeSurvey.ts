/** Surveys for tests: questions in one word, answers by their keys. */
import type { Survey, SurveyQuestion } from "../api/types";

const words = (text: string) => ({ zh: text, en: text });

type Kind<T extends SurveyQuestion["type"]> = Extract<SurveyQuestion, { type: T }>;

const common = (text: string) => ({ text: words(text), optional: false, not_applicable: false });

export const scale = (text: string, part: Partial<Kind<"scale">> = {}): SurveyQuestion => ({
  ...common(text), type: "scale", from: 0, to: 10, labels: { 0: words("no"), 10: words("yes") }, ...part,
});
export const choice = (text: string, options: string[], part: Partial<Kind<"choice">> = {}): SurveyQuestion => ({
  ...common(text), type: "choice", options: Object.fromEntries(options.map((one) => [one, words(one)])), ...part,
});
export const matrix = (text: string, lines: Record<string, string>, part: Partial<Kind<"matrix">> = {}): SurveyQuestion => ({
  ...common(text), type: "matrix", from: 1, to: 7, labels: { 1: words("no"), 7: words("yes") },
  lines: Object.fromEntries(Object.entries(lines).map(([line, dimension]) => [line, { ...words(line), dimension }])), ...part,
});
export const weights = (text: string, lines: string[]): SurveyQuestion => ({ ...common(text), type: "weights", lines: Object.fromEntries(lines.map((one) => [one, words(one)])) });
export const remark = (text: string, part: Partial<Kind<"text">> = {}): SurveyQuestion => ({ ...common(text), type: "text", optional: true, longest: 500, ...part });

export function makeSurvey(questions: Survey["questions"], values: Record<string, number> = {}, part: Partial<Survey> = {}): Survey {
  return {
    kind: "ours", language: "zh", title: words("ours"), intro: null, questions, score: null, comment: null, may_change: false,
    answers: Object.entries(values).map(([question, value]) => ({ question, value, text: null, not_applicable: false })),
    answered: null, completed: false, closed: false, opted_out: false, ...part,
  };
}

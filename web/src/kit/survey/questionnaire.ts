/** Which screen of a questionnaire is shown, and what on it is still open. The server decides what counts; this shows it. */
import type { Survey, SurveyQuestion } from "../api/types";

/** An answer as it is sent: a number, words, or that it does not apply; none of these takes it back. */
export interface Given {
  question: string;
  value?: number | null;
  text?: string | null;
  not_applicable?: boolean;
}

/** What was answered so far, by question or question.line. */
export type Answers = Readonly<Record<string, Given>>;

/** One screen: a question, and of a matrix some of its lines. */
export interface Step {
  name: string;
  question: SurveyQuestion;
  lines: readonly string[];
}

/** So many lines fit on a phone. A longer matrix is cut where another dimension begins. */
const LINES_ON_A_SCREEN = 5;

export const answersOf = (survey: Survey): Answers => Object.fromEntries(survey.answers.map((one) => [one.question, one]));

/** The keys under which the answers of a step are kept. */
export function keysOf({ name, question, lines }: Step): string[] {
  return question.type === "matrix" || question.type === "weights" ? lines.map((line) => `${name}.${line}`) : [name];
}

function isAsked(survey: Survey, { when }: SurveyQuestion, answers: Answers): boolean {
  if (!when) return true;
  const value = answers[when.question]?.value;
  if (typeof value !== "number") return false;
  if (typeof when.below === "number") return value < when.below;
  if (typeof when.above === "number") return value > when.above;
  const asked = survey.questions[when.question];
  return asked?.type === "choice" && Object.keys(asked.options)[value - 1] === when.chosen;
}

function cut(question: Extract<SurveyQuestion, { type: "matrix" }>, compact: boolean): string[][] {
  const lines = Object.keys(question.lines);
  if (compact) return lines.map((line) => [line]);
  if (lines.length <= LINES_ON_A_SCREEN) return [lines];
  const screens: string[][] = [];
  for (const line of lines) {
    const last = screens.at(-1);
    const before = last?.at(-1);
    const same = before !== undefined && question.lines[before]?.dimension === question.lines[line]?.dimension;
    if (last && same && last.length < LINES_ON_A_SCREEN) last.push(line);
    else screens.push([line]);
  }
  return screens;
}

/** The screens for whoever has answered so far like this; `compact`, in a bubble, one line at a time. */
export function stepsOf(survey: Survey, answers: Answers, compact: boolean): Step[] {
  return Object.entries(survey.questions)
    .filter(([, question]) => isAsked(survey, question, answers))
    .flatMap(([name, question]): Step[] => {
      if (question.type === "matrix") return cut(question, compact).map((lines) => ({ name, question, lines }));
      return [{ name, question, lines: question.type === "weights" ? Object.keys(question.lines) : [] }];
    });
}

export const isAnswered = (step: Step, answers: Answers): boolean => keysOf(step).every((key) => answers[key] !== undefined);

/** Whether one may go on from here. */
export const mayPass = (step: Step, answers: Answers): boolean => step.question.optional || isAnswered(step, answers);

/** Where to go on: the first screen that is not answered, or the last. */
export function firstOpen(steps: readonly Step[], answers: Answers): number {
  const open = steps.findIndex((step) => !isAnswered(step, answers));
  return open < 0 ? Math.max(0, steps.length - 1) : open;
}

/** How many questions are answered, of how many: each line of a matrix is one; points are given out in one go. */
export function progress(steps: readonly Step[], answers: Answers): { answered: number; of: number } {
  const keys = steps.flatMap((step) => (step.question.type === "weights" ? keysOf(step).slice(0, 1) : keysOf(step)));
  return { answered: keys.filter((key) => answers[key] !== undefined).length, of: keys.length };
}

/** The answer that a link in a mail suggests: its number, if the first question has it. */
export function suggested(survey: Survey, hash: string): Given | null {
  const [name, question] = Object.entries(survey.questions)[0] ?? [];
  const value = Number(hash.replace(/^#/, "") || Number.NaN);
  if (!name || !question || !Number.isInteger(value) || survey.answers.some((one) => one.question === name)) return null;
  const [low, high] = question.type === "scale" ? [question.from, question.to] : question.type === "choice" ? [1, Object.keys(question.options).length] : [1, 0];
  return value >= low && value <= high ? { question: name, value } : null;
}

/** Points that are not given out yet. */
export const pointsLeft = (points: readonly number[]): number => 100 - points.reduce((sum, one) => sum + one, 0);

/** Questions that nothing answered, and what is made of them. */
import { Store } from "../../../../kit/store";
import type { Question } from "../../../../kit/api/types";
import { explain, notify } from "../../../state/notices";
import * as server from "../api";
import { questionPath, select } from "../select";
import { text } from "../text";

export interface QuestionsState {
  phase: "loading" | "ready" | "failed";
  open: Question[];
  /** There are more than the server named. */
  more: boolean;
  /** What is listed: open ones, or those that were dealt with. */
  show: QuestionShow;
  /** Null until somebody wanted to see them. */
  closed: Question[] | null;
}

export const QUESTION_SHOWS = ["open", "closed"] as const;
export type QuestionShow = (typeof QUESTION_SHOWS)[number];

const START: QuestionsState = { phase: "loading", open: [], more: false, show: "open", closed: null };
export const questions = new Store<QuestionsState>(START);

export const forgetQuestions = (): void => questions.set(START);

export async function loadQuestions({ quiet = false } = {}): Promise<void> {
  if (!quiet) questions.patch({ phase: "loading" });
  try {
    const { show } = questions.value;
    const [{ questions: open, more }, closed] = await Promise.all([server.fetchQuestions("open"), show === "closed" ? server.fetchQuestions("closed") : null]);
    questions.patch({ phase: "ready", open, more, closed: closed?.questions ?? null });
  } catch {
    if (questions.value.phase === "loading") questions.patch({ phase: "failed" });
  }
}

/** The questions as they are listed now: those that have these words in them. */
export function listedQuestions({ show, open, closed }: QuestionsState, words: string): Question[] {
  const wanted = words.trim().toLowerCase();
  return (show === "open" ? open : (closed ?? [])).filter(({ text: asked }) => asked.toLowerCase().includes(wanted));
}

export function showQuestions(show: QuestionShow): void {
  questions.patch({ show });
  void loadQuestions({ quiet: show === "open" });
}

async function close(id: string, work: () => Promise<void>, done: string): Promise<void> {
  const at = questions.value.open.findIndex((one) => one.id === id);
  try {
    await work();
    notify(done);
  } catch (error) {
    notify(explain(error, { question_not_found: text().knowledge.question.gone }), "danger");
  }
  await loadQuestions({ quiet: true });
  const next = questions.value.open[at] ?? questions.value.open[at - 1];
  select(next ? questionPath(next.id) : null);
}

export const dismiss = (id: string) => close(id, () => server.dismissQuestion(id), text().knowledge.question.dismissed);
export const answeredBy = (id: string, article: string) => close(id, () => server.answerQuestion(id, article), text().knowledge.question.answered);

/** What an article says: an empty one to begin with, and what a question that nothing answered makes of one. */
import type { Contents, FollowUp, Language, Question } from "../../../../kit/api/types";

const TITLE_LIMIT = 120;

const today = () => new Date().toISOString().slice(0, 10);
const nothing = () => ({ zh: "", en: "" });
export const noWords = (): Record<Language, string[]> => ({ zh: [], en: [] });

export const emptyContents = (source = ""): Contents => ({
  stage: "pre",
  intents: [],
  title: nothing(),
  body: nothing(),
  keywords: noWords(),
  choices: [],
  follow_ups: [],
  source: { name: source, url: null },
  valid_from: today(),
  valid_to: null,
});

export const emptyFollowUp = (): FollowUp => ({ asked: noWords(), answer: nothing() });

/** A new article that begins with the question. */
export function articleFor({ text, language }: Question, source = ""): Contents {
  const contents = emptyContents(source);
  return { ...contents, title: { ...contents.title, [language]: text.trim().slice(0, TITLE_LIMIT) } };
}

/** The article with one more follow-up, asked as the customer did. */
export function withFollowUp(contents: Contents, { text, language }: Question): Contents {
  const added = emptyFollowUp();
  return { ...contents, follow_ups: [...contents.follow_ups, { ...added, asked: { ...added.asked, [language]: [text.trim()] } }] };
}

export const sameContents = (one: Contents, other: Contents): boolean => JSON.stringify(one) === JSON.stringify(other);

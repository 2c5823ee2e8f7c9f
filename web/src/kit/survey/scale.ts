/** The words of the five-step satisfaction scale: the same distance apart in both directions, leaning neither way. */
import { defineTexts } from "../i18n";
import type { Score } from "../api/types";

export const SCORES: readonly Score[] = [1, 2, 3, 4, 5];
export const COMMENT_LIMIT = 500;

export const scaleWords = defineTexts<Record<Score, string>>({
  zh: { 1: "非常不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "非常满意" },
  en: { 1: "Very dissatisfied", 2: "Dissatisfied", 3: "Neither", 4: "Satisfied", 5: "Very satisfied" },
});

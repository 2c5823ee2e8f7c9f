/** Whether what is being written is in the language that the customer writes. */
import type { Language } from "../../../../kit/api/types";

const HAN = /\p{Script=Han}/gu;
const LATIN_WORD = /[A-Za-z]{2,}/g;
/** Names, codes and a word or two of the other language are no other language. */
const FEWEST_WORDS = 4;
const FEWEST_HAN = 4;

export function isOtherLanguage(words: string, language: Language): boolean {
  const han = words.match(HAN)?.length ?? 0;
  const latin = words.match(LATIN_WORD)?.length ?? 0;
  return language === "zh" ? han === 0 && latin >= FEWEST_WORDS : han >= FEWEST_HAN && han > latin;
}

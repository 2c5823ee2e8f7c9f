/** A bag tag written in one go: ten digits, or two characters and six digits. */
const WHOLE = /^(?:\d{10}|[A-Z\d]{2}\d{6})$/i;

const isWhole = (word: string): boolean => WHOLE.test(word.normalize("NFKC"));

/** One part of a list. A blank stands between two tags only where both are whole: many copy a tag in groups, as printed. */
function split(part: string): string[] {
  const words = part.split(/\s+/).filter(Boolean);
  if (words.every(isWhole)) return words;
  const joined = words.join("");
  return [isWhole(joined) ? joined : words.join(" ")];
}

/** The bag tags in what was typed or pasted. What is none stays together, for the server to say what is wrong with it. */
export const tagsIn = (typed: string): string[] =>
  typed
    .split(/[,，;；、\n]+/)
    .filter((part) => part.trim())
    .flatMap(split);

/** Canned replies: which fit what was typed after a slash, and their words once the blanks are filled in. */
import type { CannedReply, Language } from "../../../../kit/api/types";

export type Facts = Partial<Record<"customer" | "agent" | "site" | "reference", string>>;

/** From a slash at the beginning of a line to the end: what is looked for, and where it begins. */
const ASKED = /(?:^|\n)\/([^\n/]*)$/;
const BLANK = /\{(customer|agent|site|reference)\}/g;
/** How somebody is greeted whose name is not known: 您好, "Hello there". */
const NAMELESS: Record<Language, string> = { zh: "", en: "there" };

export function askedFor(draft: string): { words: string; from: number } | null {
  const found = ASKED.exec(draft);
  if (!found) return null;
  const words = found[1] ?? "";
  return { words: words.trim().toLowerCase(), from: draft.length - words.length - 1 };
}

/** Those that have every word in their title, name or text, whichever language the agent thinks in; titles first. */
export function matching(replies: readonly CannedReply[], words: string): CannedReply[] {
  const wanted = words.split(/\s+/).filter(Boolean);
  const titles = (one: CannedReply): string => [one.name.replaceAll("_", " "), one.label.zh, one.label.en].join("\n").toLowerCase();
  const all = (one: CannedReply): string => [titles(one), one.text?.zh, one.text?.en].join("\n").toLowerCase();
  const has = (text: string): boolean => wanted.every((word) => text.includes(word));
  const found = replies.filter((one) => has(all(one)));
  return [...found.filter((one) => has(titles(one))), ...found.filter((one) => !has(titles(one)))];
}

/** What is not known stays to be filled in by hand. */
export function filled(words: string, facts: Facts, language: Language): string {
  const known: Facts = { ...facts, customer: facts.customer ?? NAMELESS[language] };
  return words.replace(BLANK, (blank, name: keyof Facts) => known[name] ?? blank);
}

/** The first blank that nobody has filled in yet: where it is. */
export function blankIn(draft: string): { from: number; to: number } | null {
  const found = new RegExp(BLANK.source).exec(draft);
  return found && { from: found.index, to: found.index + found[0].length };
}

/** What was changed from one version to the next, word by word; a Chinese character is a word of its own. */
import type { Contents, Language } from "../../../../kit/api/types";

export interface Piece {
  kind: "same" | "added" | "removed";
  text: string;
}

const WORD = /\p{Script=Han}|[\p{L}\p{N}'’]+|\s+|./gsu;
/** Longer texts are shown as replaced: nobody would find their way through the marks. */
const LARGEST = 4_000_000;

const wordsOf = (text: string): string[] => text.match(WORD) ?? [];

/** How long the longest common sequence of the rests from each place on is. */
function lengths(before: readonly string[], after: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      rows[i]![j] = before[i] === after[j] ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!);
    }
  }
  return rows;
}

function add(pieces: Piece[], kind: Piece["kind"], text: string): void {
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else if (text) pieces.push({ kind, text });
}

/** The second text, with what is new in it and what is gone from the first. */
export function diff(first: string, second: string): Piece[] {
  const before = wordsOf(first);
  const after = wordsOf(second);
  const pieces: Piece[] = [];
  if (before.length * after.length > LARGEST) {
    add(pieces, "removed", first);
    add(pieces, "added", second);
    return pieces;
  }
  const common = lengths(before, after);
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      add(pieces, "same", before[i]!);
      [i, j] = [i + 1, j + 1];
    } else if (j >= after.length || (i < before.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      add(pieces, "removed", before[i]!);
      i += 1;
    } else {
      add(pieces, "added", after[j]!);
      j += 1;
    }
  }
  return pieces;
}

export type PartName = "title" | "body" | "keywords" | "follow_ups" | "choices" | "stage" | "intents" | "source" | "valid_from" | "valid_to";

/** A part of an article as plain text; `language` is null for what has none. */
interface Part {
  name: PartName;
  language: Language | null;
  text: string;
}

/** What codes are called. */
export interface Names {
  stage: (name: string) => string;
  intent: (name: string) => string;
}

const AS_NAMED: Names = { stage: (name) => name, intent: (name) => name };

export function partsOf(contents: Contents, names: Names = AS_NAMED): Part[] {
  const both = (name: PartName, text: (language: Language) => string): Part[] => (["zh", "en"] as const).map((language) => ({ name, language, text: text(language) }));
  const plain = (name: PartName, text: string): Part => ({ name, language: null, text });
  return [
    ...both("title", (language) => contents.title[language]),
    ...both("body", (language) => contents.body[language]),
    ...both("keywords", (language) => contents.keywords[language].join(" · ")),
    ...both("follow_ups", (language) => contents.follow_ups.map(({ asked, answer }) => `${asked[language].join(" / ")}\n${answer[language]}`).join("\n\n")),
    ...both("choices", (language) => contents.choices.map(({ title, payload }) => `${title[language]} (${payload})`).join(" · ")),
    plain("stage", names.stage(contents.stage)),
    plain("intents", contents.intents.map(names.intent).join(" · ")),
    plain("source", [contents.source.name, contents.source.url].filter(Boolean).join(" ")),
    plain("valid_from", contents.valid_from),
    plain("valid_to", contents.valid_to ?? ""),
  ];
}

export interface Changed extends Omit<Part, "text"> {
  pieces: Piece[];
}

/** The parts in which two versions differ; of the first version all there is, as nothing was before it. */
export function changes(before: Contents | null, after: Contents, names?: Names): Changed[] {
  const old = before && partsOf(before, names);
  return partsOf(after, names).flatMap(({ name, language, text }, index) => {
    if (!old) return text ? [{ name, language, pieces: [{ kind: "same" as const, text }] }] : [];
    const was = old[index]?.text ?? "";
    return was === text ? [] : [{ name, language, pieces: diff(was, text) }];
  });
}

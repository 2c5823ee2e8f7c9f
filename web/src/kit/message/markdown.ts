/** The little Markdown that people and articles write: bold words and lists. Everything else stays as it is. */

export interface Run {
  text: string;
  bold: boolean;
}

/** A paragraph is kept with its line breaks; an item of a list stands without its sign. */
export type Block = { kind: "text"; lines: string } | { kind: "list"; ordered: boolean; start: number; items: string[] };

const BULLET = /^\s{0,3}[-*•·]\s+(?=\S)/;
const NUMBER = /^\s{0,3}(\d{1,2})[.、)]\s+(?=\S)/;
// No space inside the stars, so that 2 ** 3 stays what it is.
const BOLD = /\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*/g;

export function boldRuns(text: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(BOLD)) {
    if (match.index > from) runs.push({ text: text.slice(from, match.index), bold: false });
    runs.push({ text: match[1] ?? "", bold: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) runs.push({ text: text.slice(from), bold: false });
  return runs;
}

/** Two lines at least make a list: a single dash may be a dash. */
export function blocksOf(body: string): Block[] {
  const blocks: Block[] = [];
  const lines = body.split("\n");
  for (let at = 0; at < lines.length; ) {
    const sign = [BULLET, NUMBER].find((one) => one.test(lines[at] ?? "") && one.test(lines[at + 1] ?? ""));
    let end = at;
    while (sign && end < lines.length && sign.test(lines[end] ?? "")) end += 1;
    const first = lines[at] ?? "";
    if (sign) blocks.push({ kind: "list", ordered: sign === NUMBER, start: Number(NUMBER.exec(first)?.[1] ?? 1), items: lines.slice(at, end).map((line) => line.replace(sign, "")) });
    else addLine(blocks, first);
    at = sign ? end : at + 1;
  }
  return blocks;
}

function addLine(blocks: Block[], line: string): void {
  const last = blocks.at(-1);
  if (last?.kind === "text") last.lines += `\n${line}`;
  else blocks.push({ kind: "text", lines: line });
}

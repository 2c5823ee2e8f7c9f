/** Finds web addresses in plain text. Only http and https ever become links. */

export type Piece = { text: string } | { text: string; href: string };

// Stops at white space, quotes, brackets of either script, and any Chinese character or punctuation.
const ADDRESS = /https?:\/\/[^\s<>"'“”‘’«»（）【】《》「」、，。；：！？\p{Script=Han}]+/giu;

/** Punctuation that ends the sentence rather than the address; a closing bracket only if none was opened. */
function trimEnd(address: string): string {
  let end = address.replace(/[.,;:!?…]+$/, "");
  while (end.endsWith(")") && !end.includes("(")) end = end.slice(0, -1).replace(/[.,;:!?…]+$/, "");
  return end;
}

function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

export function linkPieces(body: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of body.matchAll(ADDRESS)) {
    const text = trimEnd(match[0]);
    const href = safeHref(text);
    if (!href) continue;
    if (match.index > from) pieces.push({ text: body.slice(from, match.index) });
    pieces.push({ text, href });
    from = match.index + text.length;
  }
  if (from < body.length) pieces.push({ text: body.slice(from) });
  return pieces;
}

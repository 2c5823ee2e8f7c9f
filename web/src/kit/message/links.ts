/** Finds addresses in plain text: of pages, of mail, of phones, and the links of Markdown. Nothing else ever becomes a link. */

export type Piece = { text: string } | { text: string; href: string };

// Stops at white space, quotes, brackets of either script, and any Chinese character or punctuation,
const PART = "[^\\s<>\"'“”‘’«»（）【】《》「」、，。；：！？\\p{Script=Han}]";
// but for Chinese where a part of a path or a question begins: behind a letter, the sentence goes on.
const HAN = `(?<=[/=&?#_(-])\\p{Script=Han}+${PART}*|？(?=[\\w\\p{Script=Han}]+=)\\p{Script=Han}*${PART}*`;
const PAGE = `(?:https?://|(?<![\\w@./-])www\\.(?=[a-z0-9-]+\\.))${PART}+(?:${HAN})*`;
const MAIL = "(?<![\\w.+-])[\\w.+-]+@[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z]{2,}(?![\\w-])";
// With its country, or the numbers that Chinese companies are called by: a tag or a reference is never one.
const PHONE = "(?<![\\w+.-])(?:\\+[1-9](?:(?: ?\\(?\\d\\)?){7,14}|(?:-?\\d){7,14})|[48]00-\\d{3}-?\\d{4})(?![\\w-]|\\.\\d)";
// Words that look like an address would say that the link leads elsewhere than it does.
const LABELLED = "\\[(?![^\\]]*[./@]\\w)([^\\[\\]\\n]{1,200})\\]\\((https?://[^\\s()]+(?:\\([^\\s()]*\\)[^\\s()]*)*)\\)";
const ANY = new RegExp(`${LABELLED}|(${PAGE})|(${MAIL})|(${PHONE})`, "giu");

/** Punctuation that ends the sentence rather than the address; a closing bracket only if none was opened. */
function trimEnd(address: string): string {
  let end = address.replace(/[.,;:!?…*]+$/, "");
  while (end.endsWith(")") && !end.includes("(")) end = end.slice(0, -1).replace(/[.,;:!?…*]+$/, "");
  return end;
}

function safeHref(address: string): string | null {
  const whole = (/^www\./i.test(address) ? `https://${address}` : address).replace("？", "?");
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

const labelled = (text: string, href: string | null): Piece | null => (href ? { text, href } : null);

function page(address: string): Piece | null {
  const text = trimEnd(address);
  const href = safeHref(text);
  return href ? { text, href } : null;
}

export function linkPieces(body: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of body.matchAll(ANY)) {
    const [all, label, target, address, mail, phone] = match;
    const at = match.index;
    let link: Piece | null = null;
    if (label && target) link = labelled(label, safeHref(target));
    else if (address) link = page(address);
    else if (mail) link = { text: mail, href: `mailto:${mail}` };
    else if (phone) link = { text: phone, href: `tel:${phone.replace(/\(0\)|[^\d+]/g, "")}` };
    if (!link) continue;
    if (at > from) pieces.push({ text: body.slice(from, at) });
    pieces.push(link);
    from = at + (label ? all.length : link.text.length);
  }
  if (from < body.length) pieces.push({ text: body.slice(from) });
  return pieces;
}

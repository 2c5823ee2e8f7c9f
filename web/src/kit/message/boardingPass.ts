/** The part of a boarding pass's barcode that can be shown: IATA Resolution 792 (BCBP), format M, mandatory items. */

export interface Pass {
  flight: string;
  from: string;
  to: string;
}

const NAME = "[A-Z][A-Z0-9 /.,'-]";
const FLIGHT = "(?<from>[A-Z]{3})(?<to>[A-Z]{3})";
/** Each item at its place: airlines fill up with blanks or zeros, on either side, and may stop after the date. */
const AT_ITS_PLACES = new RegExp(
  `^M[1-4]${NAME}{19}[A-Z0-9 ][A-Z0-9 ]{7}${FLIGHT}(?<carrier>[A-Z0-9]{2} |[A-Z]{3})(?<number>[0-9 ]{4}[0-9A-Z ])(?! {3})[0-9 ]{3}`,
  "i",
);
/** A web page makes one blank of many. */
const COLLAPSED = new RegExp(
  `^M[1-4]${NAME}{1,19}? ?[A-Z0-9]{0,8} ?${FLIGHT}(?<carrier>[A-Z0-9]{2} |[A-Z]{3} ?)(?<number>[0-9]{1,4} |[0-9]{4}[A-Z]|[0-9]{5})[0-9]{1,3}(?![0-9])`,
  "i",
);

/** Flight and route of the first leg; null for anything that is not such a text. */
export function readBoardingPass(text: string): Pass | null {
  const found = (AT_ITS_PLACES.exec(text) ?? (text.includes("  ") ? null : COLLAPSED.exec(text)))?.groups;
  const number = /^ *0*([1-9]\d{0,3}) *([A-Z]?) *$/i.exec(found?.["number"] ?? "");
  if (!found || !number) return null;
  const { carrier = "", from = "", to = "" } = found;
  return { flight: `${carrier.trim()}${number[1]}${number[2]}`.toUpperCase(), from: from.toUpperCase(), to: to.toUpperCase() };
}

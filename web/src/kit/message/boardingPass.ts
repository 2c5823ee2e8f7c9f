/** The part of a boarding pass's barcode that can be shown: IATA Resolution 792 (BCBP), format M, mandatory items. */

export interface Pass {
  flight: string;
  from: string;
  to: string;
}

/** 58 rather than 60: the last two characters are a size, which some scanners leave out. */
const SHORTEST = 58;
const FORMAT = /^M[1-9][A-Z/ .'-]{20}[E ][A-Z0-9 ]{7}$/;

/** Flight and route of the first leg; null for anything that is not such a text. */
export function readBoardingPass(text: string): Pass | null {
  if (text.length < SHORTEST || !FORMAT.test(text.slice(0, 30))) return null;
  const [from, to] = [text.slice(30, 33), text.slice(33, 36)];
  const parts = /^([A-Z0-9]{2,3}) ?0*([1-9]\d{0,3})([A-Z]?) *$/.exec(text.slice(36, 44));
  if (!parts || !/^[A-Z]{6}$/.test(from + to)) return null;
  return { flight: `${parts[1]}${parts[2]}${parts[3]}`, from, to };
}

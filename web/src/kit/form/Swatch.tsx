import type { FieldOption } from "../api/forms";
import "./picture.css";

const HEX = /^#[0-9a-f]{3,8}$/i;
const PATTERNS = ["pattern", "multi", "clear"];

/** A colour as the server names it: a hex value, or one of our patterns (which may also be given as the icon). */
export const colourOf = ({ colour, icon }: FieldOption): string | null => colour ?? (icon && PATTERNS.includes(icon) ? icon : null);

/** A dab of colour; the words beside it say which. */
export function Swatch({ colour }: { colour: string }) {
  const pattern = PATTERNS.includes(colour) ? colour : "multi";
  return HEX.test(colour) ? <span class="k-swatch" style={{ "--swatch": colour }} aria-hidden="true" /> : <span class={`k-swatch k-swatch--${pattern}`} aria-hidden="true" />;
}

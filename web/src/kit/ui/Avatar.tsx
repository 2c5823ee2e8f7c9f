import { LOOP } from "../icons";
import { Icon } from "./Icon";
import "./avatar.css";

interface AvatarProps {
  /** A person's name; without one it is the assistant. */
  name?: string | null;
  size?: number;
}

/** Two letters of a Latin name, the last two characters of a Chinese one, as people there abbreviate it. */
export function initials(name: string): string {
  const trimmed = name.trim();
  if (/\p{Script=Han}/u.test(trimmed)) return Array.from(trimmed.replace(/\s/g, "")).slice(-2).join("");
  return trimmed
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join("")
    .toUpperCase();
}

/** One of six calm hues, always the same for the same name. */
function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}

export function Avatar({ name, size = 32 }: AvatarProps) {
  const style = { width: `${size}px`, height: `${size}px`, fontSize: `${Math.round(size * 0.36)}px` };
  if (!name) {
    return (
      <span class="k-avatar k-avatar--bot" style={style} aria-hidden="true">
        <Icon path={LOOP} size={Math.round(size * 0.62)} />
      </span>
    );
  }
  return (
    <span class={`k-avatar k-avatar--${hueOf(name)}`} style={style} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

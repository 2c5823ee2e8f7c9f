import type { Summary } from "../../../../kit/api/types";
import { useText } from "../text";

/** Three bars that fill up; normal priority shows nothing, because nothing is to be noticed. */
export function Priority({ level }: { level: Summary["priority"] }) {
  const t = useText();
  if (level === 0) return null;
  const label = t.priority[level] ?? "";
  return (
    <svg class={`d-priority d-priority--${level}`} width="14" height="12" viewBox="0 0 14 12" role="img" aria-label={label}>
      <title>{label}</title>
      {[1, 2, 3].map((bar) => (
        <rect x={(bar - 1) * 5} y={9 - bar * 3} width="3" height={3 + bar * 3} rx="1" class={bar <= level ? "d-priority__on" : "d-priority__off"} />
      ))}
    </svg>
  );
}

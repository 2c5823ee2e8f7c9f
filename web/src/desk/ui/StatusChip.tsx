import type { Status } from "../../kit/api/types";
import { useText } from "../text";
import "./chips.css";

/** A dot and a word; `words` may say more than the status alone, as in "Assigned to you". */
export function StatusChip({ status, words }: { status: Status; words?: string }) {
  const t = useText();
  return (
    <span class={`d-chip d-chip--${status}`}>
      <span class="d-chip__words">{words ?? t.status[status]}</span>
    </span>
  );
}

import type { Summary } from "../../../../kit/api/types";
import { useText } from "../text";
import { customerName } from "../../../text/names";

/** Three dots and a name, where the next message will appear. */
export function TypingLine({ summary, who }: { summary: Summary; who: "visitor" | "bot" }) {
  const t = useText();
  return (
    <li class={`d-typing d-typing--${who}`} data-testid="typing">
      <span class="d-typing__dots" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      {who === "bot" ? t.thread.assistantTyping : t.thread.typing(customerName(summary))}
    </li>
  );
}

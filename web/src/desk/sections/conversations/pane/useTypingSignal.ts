/** Tells the customer that a reply is being written; a private note never shows. */
import { useEffect, useRef } from "preact/hooks";
import { sayTyping } from "../../../state/live";

const REPEAT_MS = 4_000;
const IDLE_MS = 6_000;

export function useTypingSignal(conversationId: string, visible: boolean): (on: boolean) => void {
  const lastSaid = useRef(0);
  const idle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const stop = () => {
    clearTimeout(idle.current);
    if (lastSaid.current) sayTyping(conversationId, false);
    lastSaid.current = 0;
  };
  useEffect(() => stop, [conversationId, visible]);

  return (on) => {
    if (!on || !visible) return stop();
    clearTimeout(idle.current);
    idle.current = setTimeout(stop, IDLE_MS);
    if (Date.now() - lastSaid.current < REPEAT_MS) return;
    lastSaid.current = Date.now();
    sayTyping(conversationId, true);
  };
}

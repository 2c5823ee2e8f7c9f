/** Tells the agent that the visitor is writing: once at the start, and once after four quiet seconds. */
import { useRef } from "preact/hooks";
import type { ChatModel } from "./model";

const QUIET_MS = 4_000;

export function useTypingSignal(model: ChatModel): (writing: boolean) => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const on = useRef(false);
  const signal = (writing: boolean): void => {
    if (on.current !== writing) model.typing(writing);
    on.current = writing;
  };
  return (writing) => {
    clearTimeout(timer.current);
    signal(writing);
    if (writing) timer.current = setTimeout(() => signal(false), QUIET_MS);
  };
}

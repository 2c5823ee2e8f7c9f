/** Brings a message into view and lights it up for a moment, when a fact in the sidebar points to it. */
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useStore } from "../../../../kit/store";
import { spotlight } from "../../../state/panels";

const LIT_MS = 2_400;

export function useSpotlight(box: RefObject<HTMLElement | null>): string | null {
  const wanted = useStore(spotlight);
  const [lit, setLit] = useState<string | null>(null);

  useEffect(() => {
    if (!wanted) return;
    const target = box.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(wanted.messageId)}"]`);
    spotlight.set(null);
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: "smooth" });
    target.focus({ preventScroll: true });
    setLit(wanted.messageId);
  }, [wanted]);

  useEffect(() => {
    if (!lit) return;
    const out = setTimeout(() => setLit(null), LIT_MS);
    return () => clearTimeout(out);
  }, [lit]);

  return lit;
}

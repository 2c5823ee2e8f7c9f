/** Keeps the newest message in view, unless the reader has scrolled up to read. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Message } from "../kit/types";
import { isIncoming } from "./thread";

/** This close to the end counts as being at the end. */
const NEAR_PX = 48;
const EDGE_PX = 12;

/** The end, or the top of an open form that is the last thing said and taller than the window: forms are read downwards. */
function endOf(box: HTMLElement): number {
  const form = box.querySelector<HTMLElement>("[data-open-form]:last-child");
  if (!form) return box.scrollHeight;
  const top = form.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  return Math.min(box.scrollHeight - box.clientHeight, top - EDGE_PX);
}

export function useFollow(box: RefObject<HTMLDivElement | null>, content: RefObject<HTMLDivElement | null>, messages: Message[]) {
  const following = useRef(true);
  const [away, setAway] = useState(false);
  const [missed, setMissed] = useState(0);
  const counted = useRef(messages.length);

  const toEnd = (behavior: ScrollBehavior = "instant"): void => {
    following.current = true;
    if (box.current) box.current.scrollTo({ top: endOf(box.current), behavior });
  };

  const arrived = (): void => {
    const added = messages.slice(counted.current).filter(isIncoming).length;
    counted.current = messages.length;
    if (!following.current && added > 0) setMissed((count) => count + added);
  };

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let top = element.scrollTop;
    const onScroll = (): void => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      // Only a move upwards is the reader's; growing content leaves the end without anyone having scrolled.
      if (near || element.scrollTop < top) following.current = near;
      top = element.scrollTop;
      setAway(!following.current);
      if (near) setMissed(0);
    };
    // Whoever writes in a form stays where they write, whatever arrives below.
    const onFocus = (event: FocusEvent): void => {
      if ((event.target as HTMLElement).closest("[data-open-form]")) following.current = false;
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    element.addEventListener("focusin", onFocus);
    // A message arrives, a bubble unfolds, the keyboard opens, the composer grows: stay at the end.
    const sizes = new ResizeObserver(() => following.current && toEnd());
    sizes.observe(element);
    if (content.current) sizes.observe(content.current);
    toEnd();
    return () => {
      element.removeEventListener("scroll", onScroll);
      element.removeEventListener("focusin", onFocus);
      sizes.disconnect();
    };
  }, []);

  return { away, missed, toEnd, arrived };
}

/** Keeps the newest message in view, unless the reader has scrolled up to read. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Message } from "../kit/api/messages";
import { isIncoming } from "./thread";

/** This close to the end counts as being at the end. */
const NEAR_PX = 48;
const EDGE_PX = 12;

/** Forms whose reader has gone on from their top. */
const begun = new WeakSet<HTMLElement>();

/** A form just opened: nobody has begun to read it, and the customer has said nothing after it. */
function newForm(box: HTMLElement): HTMLElement | null {
  const form = [...box.querySelectorAll<HTMLElement>("[data-open-form]")].at(-1);
  if (!form || begun.has(form)) return null;
  const said = [...box.querySelectorAll("[data-author=visitor]")].at(-1);
  return said && form.compareDocumentPosition(said) & Node.DOCUMENT_POSITION_FOLLOWING ? null : form;
}

/** The end, or the top of a new form that would not fit with what follows it: forms are read downwards. */
function endOf(box: HTMLElement): number {
  const form = newForm(box);
  if (!form) return box.scrollHeight;
  const top = form.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  return Math.min(box.scrollHeight - box.clientHeight, top - EDGE_PX);
}

function begin(box: HTMLElement): void {
  const form = newForm(box);
  if (form) begun.add(form);
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

  /** Something else than the end is to be looked at. */
  const stay = (): void => {
    following.current = false;
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
      // Growing content leaves the end without anyone having scrolled; up, or down into a form, only a reader goes.
      if (near || element.scrollTop < top || element.scrollTop > endOf(element) + NEAR_PX) {
        following.current = near;
        if (!near) begin(element);
      }
      top = element.scrollTop;
      setAway(!following.current);
      if (near) setMissed(0);
    };
    // Whoever writes in a form stays where they write, whatever arrives below.
    const onFocus = (event: FocusEvent): void => {
      if (!(event.target as HTMLElement).closest("[data-open-form]")) return;
      following.current = false;
      begin(element);
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

  return { away, missed, toEnd, stay, arrived };
}

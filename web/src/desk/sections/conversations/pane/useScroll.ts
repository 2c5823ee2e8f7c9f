/** Keeps the newest message in view while the agent is at the end, and stays put while they read further up. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../../../../kit/api/messages";
import { lastSeq } from "../logic/messages";
import { markSeen } from "../state/seen";

const NEAR_PX = 80;

interface Scroll {
  box: RefObject<HTMLDivElement | null>;
  /** How many messages came while reading further up; null at the end. */
  below: number | null;
  onScroll: () => void;
  toEnd: () => void;
}

export function useScroll(id: string, messages: readonly Message[], outgoing: number, writing: string | undefined): Scroll {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const readTo = useRef(0);
  const [away, setAway] = useState(false);
  const last = lastSeq(messages);

  const see = () => {
    if (!atEnd.current || !document.hasFocus()) return;
    readTo.current = last;
    markSeen(id, last);
  };
  const toEnd = () => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    setAway(!atEnd.current);
    if (atEnd.current) see();
  };

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    see();
  }, [last, messages, writing]);
  // What the agent sends themselves is always brought into view.
  useLayoutEffect(() => {
    if (outgoing > 0) toEnd();
  }, [outgoing]);
  // Images, a growing composer or a turned phone change the height under us.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(element);
    window.addEventListener("focus", see);
    return () => {
      observer.disconnect();
      window.removeEventListener("focus", see);
    };
  }, [last]);

  const unseen = messages.filter((message) => message.seq > readTo.current && message.author !== "system").length;
  return { box, below: away ? unseen : null, onScroll, toEnd };
}

/** Brings the message that a link names into view, once, as soon as it is there. */
import { useEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";
import type { Message } from "../kit/api/messages";
import type { MessageLink } from "./link";
import { reveal } from "./reveal";

/** A form has a place of its own under its message. */
function placeOf(box: HTMLElement, message: Message): Element | null {
  const form = message.kind === "form" && box.querySelector(`[data-form-id="${CSS.escape(message.data.form.id)}"]`);
  return form || box.querySelector(`[data-seq="${message.seq}"]`);
}

export function useLinked(box: RefObject<HTMLElement | null>, link: MessageLink | null, messages: readonly Message[], stay: () => void): void {
  const done = useRef(false);
  useEffect(() => {
    const message = link && messages.find(({ conversation_id, seq }) => conversation_id === link.conversation && seq === link.seq);
    const place = !done.current && message && box.current && placeOf(box.current, message);
    if (!place) return;
    done.current = true;
    place.setAttribute("data-linked", "");
    stay();
    reveal(place, { at: message.kind === "form" ? "top" : "middle" });
  }, [link, messages]);
}

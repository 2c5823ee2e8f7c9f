/** The script a website includes: a launcher button, the chat in an iframe, and window.serviceloop. */
import { Bridge } from "./bridge";
import { type Place, readSettings } from "./settings";
import { Widget, type EventName } from "./widget";

export interface Serviceloop {
  /** Open the chat; with `ask`, put that question to the assistant. */
  open: (options?: { ask?: string }) => void;
  close: () => void;
  toggle: () => void;
  setLanguage: (language: string) => void;
  /** Take launcher and panel off the screen, and back. The conversation goes on. */
  hide: () => void;
  show: () => void;
  /** Put them elsewhere: position, offsetX, offsetY, zIndex; what is not told stays. */
  place: (wish: Partial<Place>) => void;
  /** Somebody signed out: forget the conversation in this browser, so that the next person does not see it. */
  reset: () => void;
  /** Take the widget off the page for good; the script may be included again. */
  destroy: () => void;
  /** Listen to open, close, unread, message, language or ready; returns a function that stops listening. */
  on: (event: EventName, listener: (detail?: unknown) => void) => () => void;
}

declare global {
  interface Window {
    serviceloop?: Serviceloop;
  }
}

function start(script: HTMLScriptElement): void {
  const widget = new Widget(readSettings(script), (frame, origin, hear) => new Bridge(frame, origin, hear));
  window.serviceloop = {
    open: (options) => widget.open(options?.ask),
    close: () => widget.close(),
    toggle: () => widget.toggle(),
    setLanguage: (language) => widget.setLanguage(language),
    hide: () => widget.hide(true),
    show: () => widget.hide(false),
    place: (wish) => widget.place(wish),
    reset: () => widget.reset(),
    destroy: () => {
      widget.destroy();
      delete window.serviceloop;
    },
    on: (event, listener) => widget.on(event, listener),
  };
  window.dispatchEvent(new CustomEvent("serviceloop:ready"));
}

const script = document.currentScript;
// Included twice (a tag manager, say), it stays one widget.
if (script instanceof HTMLScriptElement && !window.serviceloop) {
  if (document.body) start(script);
  else document.addEventListener("DOMContentLoaded", () => start(script));
}

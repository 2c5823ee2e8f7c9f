/** Scrolls the conversation, and nothing around it: `scrollIntoView` would move the page that holds the chat as well. */

const EDGE_PX = 12;
/** A list opens under a field, which must stay in view with its label. */
const ROOM_ABOVE_PX = 96;

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function reveal(element: Element, { at, behavior = "instant" }: { at: "top" | "middle"; behavior?: ScrollBehavior }): void {
  const log = element.closest(".c-log");
  if (!log) return;
  const place = element.getBoundingClientRect();
  const view = log.getBoundingClientRect();
  const spare = at === "top" ? EDGE_PX : Math.max(EDGE_PX, (view.height - place.height) / 2);
  log.scrollTo({ top: log.scrollTop + place.top - view.top - spare, behavior: still() ? "instant" : behavior });
}

/** Scrolls just far enough that all of something is in view, but not so far that its beginning is lost. */
export function uncover(element: Element): void {
  const log = element.closest(".c-log");
  if (!log) return;
  const place = element.getBoundingClientRect();
  const view = log.getBoundingClientRect();
  const hidden = place.bottom + EDGE_PX - view.bottom;
  const room = place.top - view.top - ROOM_ABOVE_PX;
  if (hidden > 0) log.scrollBy({ top: Math.min(hidden, Math.max(0, room)) });
}

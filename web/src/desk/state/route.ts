/** Which conversation the page's address names, so that reload, back and a shared link work. */
import { openThread, selected } from "./threads";

const PARAMETER = "c";

const named = (): string | null => new URLSearchParams(location.search).get(PARAMETER);

function addressOf(id: string | null): string {
  return id ? `${location.pathname}?${PARAMETER}=${encodeURIComponent(id)}` : location.pathname;
}

/** Where only one pane is shown, going back must leave the focus on the row one came from. */
function focusRow(id: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>(`[data-testid="conversation-row"][data-id="${CSS.escape(id)}"]`)?.focus();
  });
}

function show(id: string | null): void {
  const before = selected.value;
  selected.set(id);
  if (id) openThread(id);
  else if (before) focusRow(before);
}

/** Open a conversation, or with null go back to the list alone. */
export function select(id: string | null): void {
  if (id === selected.value) return;
  // From list to conversation is a step that "back" undoes; from one conversation to the next is not.
  if (selected.value === null) history.pushState(null, "", addressOf(id));
  else history.replaceState(null, "", addressOf(id));
  show(id);
}

export function followAddress(): () => void {
  const follow = () => show(named());
  follow();
  window.addEventListener("popstate", follow);
  return () => window.removeEventListener("popstate", follow);
}

/** The shortcuts of the whole desk. Letters go by their place on the keyboard, because Alt changes the sign on a Mac. */
import { movesFor, stanceOf } from "../rules/moves";
import { nextView, shownRows, summaries } from "../state/list";
import { reopen, resolve, wake } from "../state/moves";
import { notify } from "../state/notices";
import { openMenu, panels, startWriting, toggleDetails } from "../state/panels";
import { select } from "../state/route";
import { me } from "../state/session";
import { selected } from "../state/threads";
import { text } from "../text";

const current = () => (selected.value ? summaries.value[selected.value] : undefined);

/** The neighbour of the open conversation in the list; the first row if it is not in it. */
export function step(by: 1 | -1): void {
  const rows = shownRows();
  const at = rows.findIndex(({ id }) => id === selected.value);
  const next = at < 0 ? rows[0] : rows[at + by];
  if (!next) return;
  select(next.id);
  document.querySelector(`[data-testid="conversation-row"][data-id="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: "nearest" });
}

function resolveOrReopen(): void {
  const summary = current();
  if (!summary) return;
  const can = movesFor(summary, me());
  if (can.has("resolve")) void resolve(summary.id);
  else if (can.has("reopen")) void reopen(summary.id);
  else if (can.has("wake")) void wake(summary.id);
}

function openSnooze(): void {
  const summary = current();
  if (summary && movesFor(summary, me()).has("snooze")) openMenu("snooze");
}

export function reply(): void {
  const summary = current();
  if (!summary) return;
  if (stanceOf(summary, me()) !== "mine") notify(text().composer.locked);
  startWriting("reply");
}

const ALT: Record<string, () => void> = {
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  KeyE: resolveOrReopen,
  KeyP: () => startWriting("note"),
  KeyL: reply,
  KeyM: openSnooze,
  KeyN: nextView,
  KeyO: toggleDetails,
};

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Esc closes the drawer, or steps out of the field that is being written in. */
function escape(event: KeyboardEvent): void {
  if (panels.value.drawer) panels.patch({ drawer: false });
  else if (isField(event.target)) (event.target as HTMLElement).blur();
}

function onKeyDown(event: KeyboardEvent): void {
  const { palette, shortcuts } = panels.value;
  if (event.isComposing || palette || shortcuts) return;
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && !event.shiftKey && event.code === "KeyK") {
    event.preventDefault();
    panels.patch({ palette: true, menu: null });
  } else if (event.altKey && !command && !event.shiftKey && ALT[event.code]) {
    event.preventDefault();
    ALT[event.code]?.();
  } else if (event.key === "?" && !command && !isField(event.target)) {
    event.preventDefault();
    panels.patch({ shortcuts: true, menu: null });
  } else if (event.key === "Escape") {
    escape(event);
  }
}

export function listenForKeys(): () => void {
  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}

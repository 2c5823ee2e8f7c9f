/** The shortcuts of the whole desk. Letters go by their place on the keyboard, because Alt changes the sign on a Mac. */
import { CASE_TABS } from "../rules/cases";
import { FEED_FILTERS, shownOf } from "../rules/held";
import { movesFor, stanceOf } from "../rules/moves";
import type { PlaceName } from "../rules/places";
import { cases, filterCases } from "../state/cases";
import { held } from "../state/held";
import { nextView, shownRows, summaries } from "../state/list";
import { reopen, resolve, wake } from "../state/moves";
import { notify } from "../state/notices";
import { openMenu, panels, startWriting, toggleDetails } from "../state/panels";
import { caseViews } from "../state/openCase";
import { go, here, showRow, visit } from "../state/route";
import { me } from "../state/session";
import { selected } from "../state/threads";
import { text } from "../text";

const current = () => (selected.value ? summaries.value[selected.value] : undefined);

const ROWS: Record<PlaceName, () => string[]> = {
  conversations: () => shownRows().map(({ id }) => id),
  cases: () => cases.value.shown.map(({ reference }) => reference),
  messages: () => shownOf(held.value.messages, held.value.filter).map(({ id }) => id),
};

/** The neighbour of what is open in the list; the first row if it is not in it. */
export function step(by: 1 | -1): void {
  const { name, id } = here.value;
  const rows = ROWS[name]();
  const at = id ? rows.indexOf(id) : -1;
  const next = at < 0 ? rows[0] : rows[at + by];
  if (!next) return;
  go({ name, id: next });
  showRow({ name, id: next });
}

function following<T>(all: readonly T[], one: T): T {
  return all[(all.indexOf(one) + 1) % all.length] ?? one;
}

const NEXT_TAB: Record<PlaceName, () => void> = {
  conversations: nextView,
  cases: () => filterCases({ tab: following(CASE_TABS, cases.value.filter.tab) }),
  messages: () => held.patch({ filter: following(FEED_FILTERS, held.value.filter) }),
};

/** The status menu of the open case, if it may go anywhere. */
export function openMove(): void {
  const { name, id } = here.value;
  if (name === "cases" && id && caseViews.value[id]?.detail?.case.allowed_moves.length) openMenu("move");
}

function resolveOrReopen(): void {
  const summary = current();
  if (!summary) return openMove();
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
  KeyI: () => visit("conversations"),
  KeyC: () => visit("cases"),
  KeyQ: () => visit("messages"),
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  KeyE: resolveOrReopen,
  KeyP: () => startWriting("note"),
  KeyL: reply,
  KeyM: openSnooze,
  KeyN: () => NEXT_TAB[here.value.name](),
  KeyO: () => void (here.value.name === "conversations" && toggleDetails()),
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
  if (event.isComposing || palette || shortcuts || document.querySelector("dialog[open]")) return;
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

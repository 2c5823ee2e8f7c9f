/** The shortcuts of the whole desk. Letters go by their place on the keyboard, because Alt changes the sign on a Mac. */
import { sectionNamed, sections } from "../sections/registry";
import { panels } from "../state/panels";
import { go, here, showRow, visit } from "../state/route";

/** The neighbour of what is open in the list; the first row if it is not in it. */
export function step(by: 1 | -1): void {
  const { section, id } = here.value;
  const rows = sectionNamed(section).rows();
  const at = id ? rows.indexOf(id) : -1;
  const next = at < 0 ? rows[0] : rows[at + by];
  if (!next) return;
  go({ section, id: next });
  showRow(next);
}

const EVERYWHERE: Record<string, () => void> = {
  "Alt+J": () => step(1),
  "Alt+K": () => step(-1),
  "Alt+N": () => sectionNamed(here.value.section).nextTab(),
};

/** What a combination does here. Nothing, where it belongs to another section; undefined where it is none of ours. */
export function actionOf(keys: string): (() => void) | undefined {
  const way = sections().find((section) => section.keys === keys);
  if (way) return () => visit(way.id);
  const own = sectionNamed(here.value.section).shortcuts?.find((shortcut) => shortcut.keys === keys);
  const foreign = sections().some(({ shortcuts }) => shortcuts?.some((shortcut) => shortcut.keys === keys));
  return EVERYWHERE[keys] ?? own?.run ?? (foreign ? () => undefined : undefined);
}

/** "Alt+E" for the key in the place of E. */
const combination = (event: KeyboardEvent): string => `Alt+${event.code.replace(/^Key/, "")}`;

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
  const action = event.altKey && !command && !event.shiftKey ? actionOf(combination(event)) : undefined;
  if (command && !event.altKey && !event.shiftKey && event.code === "KeyK") {
    event.preventDefault();
    panels.patch({ palette: true, menu: null });
  } else if (action) {
    event.preventDefault();
    action();
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

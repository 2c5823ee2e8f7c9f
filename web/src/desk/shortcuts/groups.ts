/** The list of shortcuts: those of the desk, with those of every section where they belong. */
import type { Language } from "../../kit/api/types";
import { sections } from "../sections/registry";
import type { Shortcut } from "../sections/section";
import { texts } from "../text";

interface Line {
  keys: string;
  words: string;
}

export interface ShortcutGroup {
  id: string;
  title: string;
  lines: Line[];
}

const linesOf = (shortcuts: readonly Shortcut[], language: Language): Line[] => shortcuts.map(({ keys, words }) => ({ keys, words: words[language] }));

const among = (group: Shortcut["among"], language: Language): Line[] =>
  sections().flatMap(({ shortcuts = [] }) => linesOf(shortcuts.filter((shortcut) => shortcut.among === group), language));

function moving(language: Language): Line[] {
  const t = texts[language].shortcuts;
  return [
    ...sections().map(({ keys, words }) => ({ keys, words: words[language].name })),
    { keys: "Alt+J", words: t.next },
    { keys: "Alt+K", words: t.previous },
    { keys: "Alt+N", words: t.nextTab },
    ...among("moving", language),
    { keys: "Ctrl+K", words: t.palette },
    { keys: "?", words: t.help },
    { keys: "Esc", words: t.escape },
  ];
}

function writing(language: Language): Line[] {
  const t = texts[language].shortcuts;
  return [...among("writing", language), { keys: "Enter", words: t.send }, { keys: "Shift+Enter", words: t.newline }];
}

export function shortcutGroups(language: Language): ShortcutGroup[] {
  const t = texts[language].shortcuts;
  const own = sections().map(({ id, words, shortcuts = [] }) => ({ id, title: words[language].one, lines: linesOf(shortcuts.filter((shortcut) => !shortcut.among), language) }));
  return [{ id: "moving", title: t.moving, lines: moving(language) }, ...own.filter(({ lines }) => lines.length > 0), { id: "writing", title: t.writing, lines: writing(language) }];
}

/** What the keys do where conversations are shown. */
import type { Texts } from "../../../kit/i18n";
import { notify } from "../../state/notices";
import { openMenu, startWriting, toggleDetails } from "../../state/panels";
import { me } from "../../state/session";
import type { Shortcut } from "../section";
import { movesFor, permissionOf } from "./logic/permissions";
import { summaries } from "./state/list";
import { reopen, resolve, wake } from "./state/moves";
import { selected } from "./state/threads";
import { text, type Text, texts } from "./text";

const current = () => (selected.value ? summaries.value[selected.value] : undefined);

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
  if (permissionOf(summary, me()) !== "mine") notify(text().composer.locked);
  startWriting("reply");
}

const words = (name: keyof Text["shortcuts"]): Texts<string> => ({ zh: texts.zh.shortcuts[name], en: texts.en.shortcuts[name] });

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: "Alt+E", words: words("resolve"), run: resolveOrReopen },
  { keys: "Alt+M", words: words("snooze"), run: openSnooze },
  { keys: "Alt+L", words: words("reply"), among: "writing", run: reply },
  { keys: "Alt+P", words: words("note"), among: "writing", run: () => startWriting("note") },
  { keys: "Alt+O", words: words("sidebar"), among: "moving", run: toggleDetails },
];

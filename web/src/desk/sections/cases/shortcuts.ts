/** What the keys do where cases are shown. */
import { openMenu, startWriting } from "../../state/panels";
import { here } from "../../state/route";
import type { Shortcut } from "../section";
import { caseViews } from "./state/openCase";
import { SECTION } from "./state/select";
import { texts } from "./text";

/** The status menu of the open case, if it may go anywhere. */
export function openMove(): void {
  const { section, id } = here.value;
  if (section === SECTION && id && caseViews.value[id]?.detail?.case.allowed_moves.length) openMenu("move");
}

const [zh, en] = [texts.zh.cases.shortcuts, texts.en.cases.shortcuts];

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: "Alt+E", words: { zh: zh.changeStatus, en: en.changeStatus }, run: openMove },
  { keys: "Alt+P", words: { zh: zh.note, en: en.note }, run: () => startWriting("note") },
];

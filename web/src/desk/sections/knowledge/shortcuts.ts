/** What the keys do where articles are written. */
import { leads } from "../../logic/roles";
import { here } from "../../state/route";
import { me } from "../../state/session";
import type { Shortcut } from "../section";
import { beginArticle, edits, save, tab } from "./state/editor";
import { SECTION } from "./select";
import { texts } from "./text";

function saveOpen(): void {
  const { section, id } = here.value;
  if (section === SECTION && id && edits.value[id]) void save(id, false);
}

function begin(): void {
  if (leads(me())) beginArticle();
}

const words = (name: "save" | "preview" | "create") => ({ zh: texts.zh.knowledge.shortcuts[name], en: texts.en.knowledge.shortcuts[name] });

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: "Alt+S", words: words("save"), run: saveOpen },
  { keys: "Alt+V", words: words("preview"), run: () => tab.set(tab.value === "preview" ? "write" : "preview") },
  { keys: "Alt+W", words: words("create"), run: begin },
];

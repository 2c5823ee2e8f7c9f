/** Found items: what was found and is kept for whoever misses it. */
import { useStore } from "../../../kit/store";
import { FOUND } from "../../icons";
import { following } from "../../logic/following";
import type { Section, Waiting } from "../section";
import { FoundListPane } from "./FoundListPane";
import { FoundPane } from "./FoundPane";
import { SHOWS } from "./logic";
import { SECTION } from "./select";
import { begin, drafts, filterFound, forgetFound, found as state, loadFound, loadItem } from "./state";
import { texts, useText } from "./text";

/** Only what surely fits: the rest is for whoever looks. */
function useWaiting(): Waiting {
  const t = useText().found;
  const { length } = useStore(state).items.filter(({ best }) => best === "likely");
  return { count: length, words: t.waiting(length), tone: "warm" };
}

export const found: Section = {
  id: SECTION,
  parameter: "item",
  icon: FOUND,
  keys: "Alt+G",
  words: { zh: texts.zh.found.section, en: texts.en.found.section },
  List: FoundListPane,
  Pane: FoundPane,
  useWaiting,
  rows: () => state.value.items.map(({ number }) => number),
  nextTab: () => filterFound({ show: following(SHOWS, state.value.show) }),
  shortcuts: [{ keys: "Alt+W", words: { zh: texts.zh.found.shortcuts.begin, en: texts.en.found.shortcuts.begin }, run: begin }],
  refresh: () => void loadFound({ quiet: state.value.phase === "ready" }),
  resynchronise: () => void loadFound({ quiet: state.value.phase === "ready" }),
  forget: forgetFound,
  show: (number) => void (number && loadItem(number)),
  useUnsent: () => Object.values(useStore(drafts)).filter(Boolean).length,
};

/** What the assistant took wrongly, and what people say it meant. */
import { useStore } from "../../../kit/store";
import { following } from "../../logic/following";
import { IMPROVE } from "../../icons";
import type { Section, Waiting } from "../section";
import { ImproveListPane } from "./ImproveListPane";
import { ImprovePane } from "./ImprovePane";
import { SECTION } from "./select";
import { decideOpen, forgetImprove, improve as state, loadImprove, PARTS, paths } from "./state";
import { texts, useText } from "./text";

/** Only what waits for whoever looks: nobody approves their own. */
function useWaiting(): Waiting {
  const t = useText().improve;
  const { length } = useStore(state).proposed.filter(({ mine }) => !mine);
  return { count: length, words: t.waiting(length), tone: "quiet" };
}

export const improve: Section = {
  id: SECTION,
  parameter: "group",
  icon: IMPROVE,
  keys: "Alt+R",
  forLeads: true,
  words: { zh: texts.zh.improve.section, en: texts.en.improve.section },
  List: ImproveListPane,
  Pane: ImprovePane,
  useWaiting,
  rows: () => paths(state.value),
  nextTab: () => state.patch({ part: following(PARTS, state.value.part) }),
  shortcuts: [{ keys: "Alt+D", words: { zh: texts.zh.improve.shortcuts.decide, en: texts.en.improve.shortcuts.decide }, run: decideOpen }],
  refresh: () => void loadImprove({ quiet: state.value.phase === "ready" }),
  resynchronise: () => void loadImprove({ quiet: state.value.phase === "ready" }),
  forget: forgetImprove,
};

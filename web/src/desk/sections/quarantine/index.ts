/** Messages of baggage and flight systems that could not be read, and the means to put them right. */
import { useStore } from "../../../kit/store";
import { QUARANTINE } from "../../icons";
import { following } from "../../logic/following";
import { feedNames } from "../../text/catalogue";
import type { Section, Waiting } from "../section";
import { filtersOf, shownOf } from "./logic";
import { QuarantineListPane } from "./QuarantineListPane";
import { QuarantinePane } from "./QuarantinePane";
import { SECTION } from "./select";
import { forgetQuarantine, loadQuarantine, quarantine as state, reloadSoon } from "./state";
import { texts, useText } from "./text";

function useWaiting(): Waiting {
  const t = useText().quarantine;
  const { length } = useStore(state).messages;
  return { count: length, words: t.waiting(length), tone: "quiet" };
}

export const quarantine: Section = {
  id: SECTION,
  formerly: ["messages"],
  parameter: "m",
  icon: QUARANTINE,
  keys: "Alt+Q",
  words: { zh: texts.zh.quarantine.section, en: texts.en.quarantine.section },
  List: QuarantineListPane,
  Pane: QuarantinePane,
  useWaiting,
  rows: () => [state.value.messages, state.value.inPart].flatMap((some) => shownOf(some, state.value.filter)).map(({ id }) => id),
  nextTab: () => state.patch({ filter: following(filtersOf(feedNames()), state.value.filter) }),
  refresh: () => void loadQuarantine({ quiet: state.value.phase === "ready" }),
  receive: (event) => {
    if (event.type === "quarantine") reloadSoon();
  },
  resynchronise: () => void loadQuarantine({ quiet: state.value.phase === "ready" }),
  forget: forgetQuarantine,
};

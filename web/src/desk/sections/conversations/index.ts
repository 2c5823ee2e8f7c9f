/** Conversations: who waits, what is said, what is known. */
import { CHAT } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { loadReplies, replies } from "../../state/replies";
import type { Section, Waiting } from "../section";
import { Aside } from "./Aside";
import { ListPane } from "./list/ListPane";
import { PALETTE } from "./palette";
import { ConversationPane } from "./pane/ConversationPane";
import { SHORTCUTS } from "./shortcuts";
import { forgetList, list, loadList, nextView, shownRows } from "./state/list";
import { forgetMacros } from "./state/macros";
import { outbox } from "./state/outbox";
import { receive, resynchronise } from "./state/live";
import { SECTION } from "./state/select";
import { forgetThreads, showThread } from "./state/threads";
import { texts, useText } from "./text";

function useWaiting(): Waiting {
  const t = useText();
  const { unassigned } = useStore(list).counts;
  return { count: unassigned, words: t.waiting(unassigned), tone: "warm" };
}

export const conversations: Section = {
  id: SECTION,
  parameter: "c",
  icon: CHAT,
  keys: "Alt+I",
  words: { zh: texts.zh.section, en: texts.en.section },
  List: ListPane,
  Pane: ConversationPane,
  Aside,
  useWaiting,
  useUnsent: () => useStore(outbox).length,
  rows: () => shownRows().map(({ id }) => id),
  nextTab: nextView,
  shortcuts: SHORTCUTS,
  palette: PALETTE,
  start: () => void loadList(),
  forget: () => {
    forgetList();
    forgetThreads();
    forgetMacros();
    replies.set([]);
  },
  refresh: () => void loadReplies(),
  show: showThread,
  receive,
  resynchronise,
};

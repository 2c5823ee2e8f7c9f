/** The notice board: what everybody has to know for a while. */
import { useStore } from "../../../kit/store";
import { BOARD } from "../../icons";
import { following } from "../../logic/following";
import type { Section, Waiting } from "../section";
import { SHOWS } from "./logic";
import { NoticePane } from "./NoticePane";
import { NoticesListPane } from "./NoticesListPane";
import { SECTION } from "./select";
import { begin, board, drafts, forgetNotices, loadNotice, loadNotices, show } from "./state";
import { texts, useText } from "./text";

function useWaiting(): Waiting {
  const t = useText().board;
  const { show: shown, notices } = useStore(board);
  const count = shown === "now" ? notices.length : 0;
  return { count, words: t.waiting(count), tone: "quiet" };
}

export const notices: Section = {
  id: SECTION,
  parameter: "notice",
  icon: BOARD,
  keys: "Alt+B",
  words: { zh: texts.zh.board.section, en: texts.en.board.section },
  List: NoticesListPane,
  Pane: NoticePane,
  useWaiting,
  rows: () => board.value.notices.map(({ id }) => id),
  nextTab: () => show(following(SHOWS, board.value.show)),
  shortcuts: [{ keys: "Alt+W", words: { zh: texts.zh.board.shortcuts.begin, en: texts.en.board.shortcuts.begin }, run: begin }],
  refresh: () => void loadNotices({ quiet: board.value.phase === "ready" }),
  resynchronise: () => void loadNotices({ quiet: board.value.phase === "ready" }),
  forget: forgetNotices,
  show: (id) => void (id && loadNotice(id)),
  useUnsent: () => Object.values(useStore(drafts)).filter(Boolean).length,
};

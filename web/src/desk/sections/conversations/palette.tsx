/** What the palette offers about conversations: what may be done with the open one, the ways to their lists, and those that fit. */
import { useLanguage } from "../../../kit/i18n";
import { CHAT, CHECK, HEADSET, INBOX, NOTE, PANEL, RETRY, RETURN, SNOOZE } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import type { Agent, FoundConversation, Language, Summary } from "../../../kit/api/types";
import { matches } from "../../palette/search";
import { useAsTyped } from "../../palette/useAsTyped";
import { startWriting, toggleDetails } from "../../state/panels";
import { visit } from "../../state/route";
import { customerName } from "../../text/names";
import { CustomerAvatar } from "../../ui/CustomerAvatar";
import { StatusChip } from "../../ui/StatusChip";
import type { Command, Found, PaletteSource } from "../section";
import { search } from "./api";
import { sorted, type View } from "./logic/lists";
import { movesFor } from "./logic/permissions";
import { SNOOZE_CHOICES } from "./logic/snooze";
import { reply } from "./shortcuts";
import { showView, summaries } from "./state/list";
import { giveBack, reopen, resolve, snooze, take, wake } from "./state/moves";
import { SECTION, select } from "./state/select";
import { type Text, texts } from "./text";
import { topicLabel } from "../../text/catalogue";

function movesOf(summary: Summary, agent: Agent, t: Text): Command[] {
  const can = movesFor(summary, agent);
  const { id } = summary;
  const moves: (Command | false)[] = [
    can.has("take") && { id: "take", words: summary.status === "bot" ? t.action.takeOver : t.action.take, icon: HEADSET, run: () => void take(id) },
    can.has("resolve") && { id: "resolve", words: t.action.resolve, icon: CHECK, keys: "Alt+E", run: () => void resolve(id) },
    can.has("reopen") && { id: "reopen", words: t.action.reopen, icon: RETRY, keys: "Alt+E", run: () => void reopen(id) },
    can.has("wake") && { id: "wake", words: t.action.wake, icon: SNOOZE, run: () => void wake(id) },
    can.has("return") && { id: "return", words: t.action.giveBack, icon: RETURN, run: () => void giveBack(id) },
    ...SNOOZE_CHOICES.map((choice): Command | false => can.has("snooze") && { id: choice, words: t.palette.snoozeFor(t.snooze[choice]), icon: SNOOZE, run: () => void snooze(id, choice) }),
  ];
  return moves.filter((move) => move !== false);
}

function opened(id: string, language: Language, agent: Agent): Command[] {
  const t = texts[language];
  const summary = summaries.value[id];
  if (!summary) return [];
  return [
    ...movesOf(summary, agent, t),
    { id: "reply", words: t.palette.writeReply, icon: CHAT, keys: "Alt+L", run: reply },
    { id: "note", words: t.palette.writeNote, icon: NOTE, keys: "Alt+P", run: () => startWriting("note") },
    { id: "details", words: t.palette.toggleDetails, icon: PANEL, keys: "Alt+O", run: toggleDetails },
  ];
}

function goTo(view: View): void {
  visit(SECTION);
  showView(view);
}

function anywhere(language: Language): Command[] {
  const t = texts[language].palette;
  return [
    { id: "mine", words: t.goMine, icon: INBOX, run: () => goTo("mine") },
    { id: "unassigned", words: t.goUnassigned, icon: INBOX, run: () => goTo("unassigned") },
    { id: "all", words: t.goAll, icon: INBOX, run: () => goTo("all") },
  ];
}

const MOST = 12;
const MOST_AT_FIRST = 5;

/** What the server finds in everything that was said, given and done; nothing before something was typed. */
async function saidWith(words: string): Promise<FoundConversation[]> {
  return (await search(words)).conversations;
}

function Option({ summary, excerpt }: { summary: Summary; excerpt: string | null }) {
  const last = excerpt ?? summary.last_message?.body;
  return (
    <>
      <CustomerAvatar summary={summary} size={24} />
      <span class="d-palette__words">
        {customerName(summary)}
        {last && <span class="d-palette__last">{last}</span>}
      </span>
      <StatusChip status={summary.status} />
    </>
  );
}

/** The newest ones before anything is typed; then those that are called so on the screen, at once, and those the server finds. */
function useFound(words: string): Found[] {
  const language = useLanguage();
  const known = useStore(summaries);
  const searched = useAsTyped(words, saidWith);
  const newest = sorted(Object.values(known), "newest");
  const fits = (one: Summary) => matches(words, customerName(one), one.id, one.topic && topicLabel(one.topic, language), one.assignee?.name);
  const here = (words ? newest.filter(fits) : newest.slice(0, MOST_AT_FIRST)).map((conversation): FoundConversation => ({ conversation, excerpt: null, message_id: null }));
  const each = new Map([...here, ...searched].map((one) => [one.conversation.id, one]));
  return [...each.values()].slice(0, MOST).map(({ conversation, excerpt }) => ({
    id: conversation.id,
    content: <Option summary={known[conversation.id] ?? conversation} excerpt={excerpt} />,
    run: () => select(conversation.id),
  }));
}

export const PALETTE: PaletteSource = { opened, anywhere, useFound };

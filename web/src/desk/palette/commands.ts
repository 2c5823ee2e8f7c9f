/** Everything the command palette offers, given the conversation that is open. */
import { setLanguage } from "../../kit/i18n";
import { BELL, CHAT, CHECK, GLOBE, HEADSET, INBOX, KEYBOARD, NOTE, PANEL, RETRY, RETURN, SIGN_OUT, SNOOZE, USER } from "../../kit/icons";
import type { Agent, Language, Summary } from "../../kit/types";
import { STATUSES } from "../agent/AgentMenu";
import { movesFor } from "../rules/moves";
import { SNOOZE_CHOICES } from "../rules/snooze";
import { reply, step } from "../shortcuts/keys";
import { changeStatus, signOut } from "../state/account";
import { showView } from "../state/list";
import { giveBack, reopen, resolve, snooze, take, wake } from "../state/moves";
import { panels, startWriting, toggleDetails } from "../state/panels";
import { chooseTheme, THEMES } from "../state/theme";
import type { DeskText } from "../text/en";

export interface Command {
  id: string;
  words: string;
  icon: string;
  keys?: string;
  run: () => void;
}

function onConversation(t: DeskText, summary: Summary, agent: Agent): Command[] {
  const can = movesFor(summary, agent);
  const { id } = summary;
  const moves: (Command | false)[] = [
    can.has("take") && { id: "take", words: summary.status === "bot" ? t.action.takeOver : t.action.take, icon: HEADSET, run: () => void take(id) },
    can.has("resolve") && { id: "resolve", words: t.action.resolve, icon: CHECK, keys: "Alt+E", run: () => void resolve(id) },
    can.has("reopen") && { id: "reopen", words: t.action.reopen, icon: RETRY, keys: "Alt+E", run: () => void reopen(id) },
    can.has("wake") && { id: "wake", words: t.action.wake, icon: SNOOZE, run: () => void wake(id) },
    can.has("return") && { id: "return", words: t.action.giveBack, icon: RETURN, run: () => void giveBack(id) },
    ...SNOOZE_CHOICES.map((choice): Command | false => can.has("snooze") && { id: choice, words: t.palette.snoozeFor(t.snooze[choice]), icon: SNOOZE, run: () => void snooze(id, choice) }),
    { id: "reply", words: t.palette.writeReply, icon: CHAT, keys: "Alt+L", run: reply },
    { id: "note", words: t.palette.writeNote, icon: NOTE, keys: "Alt+P", run: () => startWriting("note") },
    { id: "details", words: t.palette.toggleDetails, icon: PANEL, keys: "Alt+O", run: toggleDetails },
  ];
  return moves.filter((move) => move !== false);
}

function anywhere(t: DeskText, language: Language): Command[] {
  return [
    { id: "next", words: t.palette.nextConversation, icon: CHAT, keys: "Alt+J", run: () => step(1) },
    { id: "previous", words: t.palette.previousConversation, icon: CHAT, keys: "Alt+K", run: () => step(-1) },
    { id: "mine", words: t.palette.goMine, icon: INBOX, run: () => showView("mine") },
    { id: "unassigned", words: t.palette.goUnassigned, icon: INBOX, run: () => showView("unassigned") },
    { id: "all", words: t.palette.goAll, icon: INBOX, run: () => showView("all") },
    ...STATUSES.map((status) => ({ id: status, words: t.palette.setStatus(t.agentStatus[status]), icon: USER, run: () => void changeStatus(status) })),
    { id: "language", words: t.palette.otherLanguage, icon: GLOBE, run: () => setLanguage(language === "zh" ? "en" : "zh") },
    ...THEMES.map((theme) => ({ id: `theme-${theme}`, words: t.palette.setTheme(t.menu[theme]), icon: BELL, run: () => chooseTheme(theme) })),
    { id: "shortcuts", words: t.menu.shortcuts, icon: KEYBOARD, keys: "?", run: () => panels.patch({ shortcuts: true }) },
    { id: "sign-out", words: t.menu.signOut, icon: SIGN_OUT, run: () => void signOut() },
  ];
}

export function commandsFor(t: DeskText, language: Language, agent: Agent, summary: Summary | undefined): Command[] {
  return [...(summary ? onConversation(t, summary, agent) : []), ...anywhere(t, language)];
}

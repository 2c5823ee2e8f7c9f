/** Everything the command palette offers, given the place and what is open there. */
import { setLanguage } from "../../kit/i18n";
import { ARROW_RIGHT, BELL, CHAT, CHECK, GLOBE, HEADSET, INBOX, KEYBOARD, NOTE, PANEL, RETRY, RETURN, SIGN_OUT, SNOOZE, USER } from "../../kit/icons";
import type { Agent, Language, Summary } from "../../kit/types";
import { STATUSES } from "../agent/AgentMenu";
import { CASES, QUARANTINE } from "../icons";
import type { View } from "../rules/lists";
import { movesFor } from "../rules/moves";
import { type Place, PLACES } from "../rules/places";
import { SNOOZE_CHOICES } from "../rules/snooze";
import { openMove, reply, step } from "../shortcuts/keys";
import { changeStatus, signOut } from "../state/account";
import { assignCase } from "../state/caseMoves";
import { showView } from "../state/list";
import { giveBack, reopen, resolve, snooze, take, wake } from "../state/moves";
import { caseViews } from "../state/openCase";
import { panels, startWriting, toggleDetails } from "../state/panels";
import { visit } from "../state/route";
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

function onCase(t: DeskText, reference: string, agent: Agent): Command[] {
  const one = caseViews.value[reference]?.detail?.case;
  if (!one) return [];
  const deeds: (Command | false)[] = [
    one.allowed_moves.length > 0 && { id: "move", words: t.palette.changeStatus, icon: ARROW_RIGHT, keys: "Alt+E", run: openMove },
    one.assignee?.id !== agent.id && { id: "assign", words: t.palette.assignMe, icon: USER, run: () => void assignCase(one, agent) },
    { id: "case-note", words: t.palette.caseNote, icon: NOTE, keys: "Alt+P", run: () => startWriting("note") },
  ];
  return deeds.filter((deed) => deed !== false);
}

const PLACE_ICONS = { conversations: CHAT, cases: CASES, messages: QUARANTINE } as const;
const PLACE_KEYS = { conversations: "Alt+I", cases: "Alt+C", messages: "Alt+Q" } as const;

/** Along the list that is shown, and to the lists of the conversations. */
function along(t: DeskText, { name }: Place): Command[] {
  const [next, previous] = name === "cases" ? [t.palette.nextCase, t.palette.previousCase] : [t.palette.nextConversation, t.palette.previousConversation];
  const ways: Command[] = [
    { id: "next", words: next, icon: CHAT, keys: "Alt+J", run: () => step(1) },
    { id: "previous", words: previous, icon: CHAT, keys: "Alt+K", run: () => step(-1) },
  ];
  return name === "messages" ? [] : ways;
}

function goTo(view: View): void {
  visit("conversations");
  showView(view);
}

function anywhere(t: DeskText, language: Language, place: Place): Command[] {
  return [
    ...PLACES.filter((name) => name !== place.name).map((name) => ({ id: name, words: t.palette.goPlace(t.places[name]), icon: PLACE_ICONS[name], keys: PLACE_KEYS[name], run: () => visit(name) })),
    ...along(t, place),
    { id: "mine", words: t.palette.goMine, icon: INBOX, run: () => goTo("mine") },
    { id: "unassigned", words: t.palette.goUnassigned, icon: INBOX, run: () => goTo("unassigned") },
    { id: "all", words: t.palette.goAll, icon: INBOX, run: () => goTo("all") },
    ...STATUSES.map((status) => ({ id: status, words: t.palette.setStatus(t.agentStatus[status]), icon: USER, run: () => void changeStatus(status) })),
    { id: "language", words: t.palette.otherLanguage, icon: GLOBE, run: () => setLanguage(language === "zh" ? "en" : "zh") },
    ...THEMES.map((theme) => ({ id: `theme-${theme}`, words: t.palette.setTheme(t.menu[theme]), icon: BELL, run: () => chooseTheme(theme) })),
    { id: "shortcuts", words: t.menu.shortcuts, icon: KEYBOARD, keys: "?", run: () => panels.patch({ shortcuts: true }) },
    { id: "sign-out", words: t.menu.signOut, icon: SIGN_OUT, run: () => void signOut() },
  ];
}

interface Here {
  place: Place;
  /** The open conversation. */
  summary: Summary | undefined;
}

export function commandsFor(t: DeskText, language: Language, agent: Agent, { place, summary }: Here): Command[] {
  const opened = place.name === "cases" && place.id ? onCase(t, place.id, agent) : summary ? onConversation(t, summary, agent) : [];
  return [...opened, ...anywhere(t, language, place)];
}

/** Taking, resolving, snoozing and passing on conversations, with what the agent is told about it. */
import { ApiError } from "../../../../kit/http";
import { language } from "../../../../kit/i18n";
import { Store } from "../../../../kit/store";
import type { Moved } from "../../../../kit/api/types";
import * as server from "../api";
import { snoozeTime, type SnoozeChoice } from "../logic/snooze";
import { text } from "../text";
import { shortDateTime } from "../../../text/times";
import { receiveSummary, summaries } from "./list";
import { delivered, outbox } from "./outbox";
import { draftOf } from "../../../state/drafts";
import { explain, notify } from "../../../state/notices";
import { me } from "../../../state/session";
import { loadThread, receiveMessage } from "./threads";
import { startWriting } from "../../../state/panels";

/** The move under way, so that its button can show it: conversation id and name. */
export const underWay = new Store<string | null>(null);

async function perform(id: string, name: string, request: () => Promise<Moved>): Promise<boolean> {
  if (underWay.value) return false;
  underWay.set(name);
  try {
    const { conversation, message } = await request();
    receiveSummary(conversation);
    if (message) receiveMessage(id, message);
    return true;
  } catch (error) {
    notify(explain(error, text().fileError), "danger");
    // A refusal means the conversation is not what we took it for: show how it stands.
    if (error instanceof ApiError && error.status === 409) await loadThread(id);
    return false;
  } finally {
    underWay.set(null);
  }
}

export async function take(id: string): Promise<void> {
  if (await perform(id, "take", () => server.take(id))) startWriting("reply");
}

/** Pictures and PDFs go out at once, one after another. */
export async function sendFiles(id: string, files: readonly File[]): Promise<void> {
  for (const file of files) if (!(await perform(id, "file", () => server.sendFile(id, file)))) return;
}

/** The agent has opened what was passed on to them. A colleague who was faster is shown by the next event. */
export async function join(id: string): Promise<void> {
  const answer = await server.take(id).catch(() => null);
  if (answer) receiveSummary(answer.conversation);
}

/** A supervisor moves a colleague's conversation to themselves. */
export async function takeFromColleague(id: string): Promise<void> {
  if (await perform(id, "take", () => server.transfer(id, me().id))) startWriting("reply");
}

/** What is still unfinished in a conversation that is about to leave this agent's hands. */
export type Unfinished = "draft" | "unanswered";

/** A move that waits for the agent to say that it is meant. */
export const doubted = new Store<{ id: string; move: "resolve" | "return"; why: Unfinished } | null>(null);

function unfinished(id: string): Unfinished | null {
  const summary = summaries.value[id];
  const isUnsent = outbox.value.some((item) => item.conversationId === id && item.kind === "reply" && item.agentId === me().id);
  if (isUnsent || draftOf(id, "reply").trim()) return "draft";
  const own = summary?.status === "assigned" && summary.assignee?.id === me().id;
  return own && summary.last_message?.author === "visitor" ? "unanswered" : null;
}

/** A reply on its way goes first: sent and resolved in one breath, the customer has been answered. */
async function isDoubted(id: string, move: "resolve" | "return", sure: boolean): Promise<boolean> {
  await delivered(id);
  const why = sure ? null : unfinished(id);
  doubted.set(why && { id, move, why });
  return why !== null;
}

export async function resolve(id: string, { sure = false } = {}): Promise<void> {
  if (await isDoubted(id, "resolve", sure)) return;
  if (await perform(id, "resolve", () => server.resolve(id))) notify(text().done.resolved, "info", { words: text().action.undo, run: () => void reopen(id) });
}

/** Put a label on, or take it off. */
export async function mark(id: string, label: string, on: boolean): Promise<void> {
  await perform(id, "label", () => server.mark(id, label, on));
}

/** Snoozed conversations come back to whoever takes them. */
export async function wake(id: string): Promise<void> {
  if (await perform(id, "wake", () => server.take(id))) startWriting("reply");
}

export async function reopen(id: string): Promise<void> {
  await perform(id, "reopen", () => server.reopen(id));
}

export async function giveBack(id: string, { sure = false } = {}): Promise<void> {
  if (await isDoubted(id, "return", sure)) return;
  if (await perform(id, "return", () => server.giveBack(id))) notify(text().done.returned, "info", { words: text().action.undo, run: () => void take(id) });
}

export async function snooze(id: string, choice: SnoozeChoice): Promise<void> {
  const until = snoozeTime(choice);
  if (await perform(id, "snooze", () => server.snooze(id, until))) {
    notify(text().done.snoozed(shortDateTime(until.toISOString(), language.value)));
  }
}

/** Pass on to a colleague, or with null back to the queue. */
export async function transfer(id: string, to: { id: string; name: string } | null): Promise<void> {
  if (await perform(id, "transfer", () => server.transfer(id, to?.id ?? null))) {
    notify(to ? text().done.transferred(to.name) : text().done.queued);
  }
}

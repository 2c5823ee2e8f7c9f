/** The open conversation and those opened before it. */
import { ApiError } from "../../../../kit/http";
import { Store } from "../../../../kit/store";
import type { Message } from "../../../../kit/api/messages";
import type { ConversationDetail } from "../../../../kit/api/types";
import { fetchConversation, fetchMessages } from "../api";
import { lastSeq, leavesGap, merged } from "../logic/messages";
import { receiveSummary } from "./list";
import { seen } from "./seen";

export interface Thread {
  phase: "loading" | "ready" | "failed" | "missing";
  detail: ConversationDetail | null;
  /** The last message read when the conversation was opened: where the "new" line goes. */
  readTo: number;
  /** Live events may have been missed since it was loaded. */
  stale: boolean;
}

export const threads = new Store<Record<string, Thread>>({});
export const selected = new Store<string | null>(null);

/** The id whose customer is writing, until when. */
export const typing = new Store<Record<string, "visitor" | "bot" | undefined>>({});

export function forgetThreads(): void {
  refreshes.forEach(clearTimeout);
  refreshes.clear();
  threads.set({});
  typing.set({});
}

const change = (id: string, part: Partial<Thread>) => {
  const thread = threads.value[id] ?? { phase: "loading", detail: null, readTo: 0, stale: false };
  threads.patch({ [id]: { ...thread, ...part } });
};

/** Load a conversation, or load it again behind what is shown already. */
export async function loadThread(id: string): Promise<void> {
  const known = threads.value[id]?.detail;
  if (!known) change(id, { phase: "loading" });
  try {
    const detail = await fetchConversation(id);
    const messages = merged(threads.value[id]?.detail?.messages ?? [], detail.messages);
    change(id, { phase: "ready", detail: { ...detail, messages }, stale: false });
    receiveSummary(detail.conversation);
  } catch (error) {
    if (known) change(id, { stale: true });
    else change(id, { phase: error instanceof ApiError && error.status === 404 ? "missing" : "failed" });
  }
}

/** Fetch what was said after the last message we have. */
export async function catchUp(id: string): Promise<void> {
  const detail = threads.value[id]?.detail;
  if (!detail) return loadThread(id);
  try {
    const answer = await fetchMessages(id, lastSeq(detail.messages));
    addMessages(id, answer.messages);
    receiveSummary(answer.conversation);
  } catch {
    change(id, { stale: true });
  }
}

function addMessages(id: string, arrived: Message[]): void {
  const detail = threads.value[id]?.detail;
  if (detail && arrived.length) change(id, { detail: { ...detail, messages: merged(detail.messages, arrived) } });
}

/** Take in one message from a live event or an answer; fetch what lies between if some are missing. */
export function receiveMessage(id: string, message: Message): void {
  const known = threads.value[id]?.detail?.messages;
  if (!known) return;
  if (leavesGap(known, message)) void catchUp(id);
  else addMessages(id, [message]);
  if (message.author === "bot" || message.kind === "survey" || message.kind === "note") refreshSoon(id);
}

const REFRESH_MS = 800;
const refreshes = new Map<string, ReturnType<typeof setTimeout>>();

function refresh(id: string): void {
  refreshes.delete(id);
  if (id === selected.value) void loadThread(id);
  else change(id, { stale: true });
}

/**
 * The assistant's look-ups, hand-overs and surveys are not sent live: read them anew after it spoke. Each conversation
 * waits for itself, so that a busy one does not put off the one that is open.
 */
export function refreshSoon(id: string): void {
  clearTimeout(refreshes.get(id));
  refreshes.set(id, setTimeout(refresh, REFRESH_MS, id));
}

/** After a lost connection: the open conversation catches up at once, the others when they are opened. */
export function resynchroniseThreads(): void {
  for (const id of Object.keys(threads.value)) change(id, { stale: true });
  const id = selected.value;
  if (id) void catchUp(id).then(() => loadThread(id));
}

/** What the address names is open; null when no conversation is. */
export function showThread(id: string | null): void {
  selected.set(id);
  if (id) openThread(id);
}

function openThread(id: string): void {
  const thread = threads.value[id];
  change(id, { readTo: seen.value[id] ?? 0 });
  if (!thread?.detail || thread.stale) void loadThread(id);
}

/** Merging messages that arrive from several sides: by seq, each once, the newest version wins. */
import type { Message } from "../../../../kit/api/messages";

export function merged(known: readonly Message[], arrived: readonly Message[]): Message[] {
  const last = known.at(-1)?.seq ?? 0;
  const [first] = arrived;
  if (arrived.length === 1 && first && first.seq > last) return [...known, first];
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of arrived) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

export const lastSeq = (messages: readonly Message[]): number => messages.at(-1)?.seq ?? 0;

/** True when something between the last known message and this one has not been seen. */
export function leavesGap(known: readonly Message[], message: Message): boolean {
  return message.seq > lastSeq(known) + 1;
}

/** A line about the conversation itself. The system also sends surveys and news of cases: those are to be looked at. */
export function isActivity(message: Message): boolean {
  if (message.author !== "system" || (message.kind !== "text" && message.kind !== "note")) return false;
  return Boolean(message.data && "activity" in message.data);
}

/** Bubbles of one author within five minutes read as one turn, under one name. */
export function continuesTurn(previous: Message | undefined, message: Message): boolean {
  if (!previous || isActivity(previous) || isActivity(message)) return false;
  const sameVoice = previous.author === message.author && previous.author_name === message.author_name;
  const sameKind = (previous.kind === "note") === (message.kind === "note");
  return sameVoice && sameKind && Date.parse(message.created_at) - Date.parse(previous.created_at) < 300_000;
}

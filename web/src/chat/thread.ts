/** Turns what was said into what is shown: merged messages, then rows with dividers and groups. Pure functions. */
import type { Choice, FormMessage, Message, TextMessage } from "../kit/api/messages";
import type { Author, Status } from "../kit/api/types";
import type { Pending } from "./outbox";

/** The button that leaves the line for a person. */
const LEAVE_QUEUE = "/leave_queue";

/** Put messages in order, each once; the same seq again replaces what was there. */
export function merge(known: Message[], incoming: Message[]): Message[] {
  if (incoming.length === 0) return known;
  const conversations: string[] = [];
  const byKey = new Map<string, Message>();
  for (const message of [...known, ...incoming]) {
    if (message.kind === "note") continue;
    if (!conversations.includes(message.conversation_id)) conversations.push(message.conversation_id);
    byKey.set(`${message.conversation_id}:${message.seq}`, message);
  }
  const place = (message: Message): number => conversations.indexOf(message.conversation_id);
  return [...byKey.values()].sort((a, b) => place(a) - place(b) || a.seq - b.seq);
}

export type Item = { message: Message } | { pending: Pending };

export type Row =
  | { type: "day"; key: string; at: string }
  | { type: "fresh"; key: string }
  | { type: "activity"; key: string; message: TextMessage }
  /** `newest`: a form that is shown again later is a pointer here, and the form itself there. */
  | { type: "form"; key: string; message: FormMessage; newest: boolean }
  | { type: "group"; key: string; author: Author; name: string | null; items: Item[] };

const GROUP_MS = 5 * 60_000;

const itemTime = (item: Item): string => ("message" in item ? item.message.created_at : item.pending.created_at);

/** Same voice, little time between: one group. */
function joins(row: Row | undefined, author: Author, name: string | null, at: string): row is Extract<Row, { type: "group" }> {
  if (row?.type !== "group" || row.author !== author || row.name !== name) return false;
  const last = row.items.at(-1);
  return last !== undefined && new Date(at).getTime() - new Date(itemTime(last)).getTime() < GROUP_MS;
}

/** The last message of each form. */
function newestOfForms(messages: Message[]): Map<string, string> {
  return new Map(messages.flatMap((message) => (message.kind === "form" ? [[message.data.form.id, message.id] as const] : [])));
}

export function rowsOf(messages: Message[], pending: Pending[]): Row[] {
  const rows: Row[] = [];
  const newest = newestOfForms(messages);
  let day = "";
  const startDay = (at: string): void => {
    const today = new Date(at).toDateString();
    if (today !== day) rows.push({ type: "day", key: `day ${at}`, at });
    day = today;
  };
  const add = (item: Item, key: string, author: Author, name: string | null): void => {
    const last = rows.at(-1);
    if (joins(last, author, name, itemTime(item))) last.items.push(item);
    else rows.push({ type: "group", key, author, name, items: [item] });
  };
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    if (before && before.conversation_id !== message.conversation_id) rows.push({ type: "fresh", key: `fresh ${message.id}` });
    startDay(message.created_at);
    if (message.kind === "form") {
      if (message.body) add({ message }, message.id, message.author, message.author_name);
      rows.push({ type: "form", key: `form ${message.id}`, message, newest: newest.get(message.data.form.id) === message.id });
    } else if (message.author === "system" && message.kind === "text") rows.push({ type: "activity", key: message.id, message });
    else add({ message }, message.id, message.author, message.author_name);
  });
  for (const item of pending) {
    startDay(item.created_at);
    add({ pending: item }, item.client_id, "visitor", null);
  }
  return rows;
}

/** The last thing said, activity lines aside: only below it are quick replies offered. */
export function lastSaid(messages: Message[]): Message | undefined {
  return messages.findLast((message) => message.author !== "system" || message.kind !== "text");
}

/** The buttons below the last thing said. Somebody in line keeps those ways out of it that were offered, whatever came since. */
export function offeredBelow(messages: Message[], last: Message, status: Status): Choice[] {
  if (status !== "bot" && status !== "queued") return [];
  const own = last.kind === "choices" && last.author === "bot" ? last.data.choices : [];
  if (own.length > 0 || status === "bot") return own;
  const line = messages.findLast((message) => message.kind === "choices" && message.data.choices.some(({ payload }) => payload === LEAVE_QUEUE));
  return line?.kind === "choices" ? line.data.choices.filter(({ payload }) => payload === LEAVE_QUEUE) : [];
}

/** Something the other side has said or asks, as opposed to activity lines and the visitor's own words. */
export const isIncoming = ({ author, kind }: Message): boolean => author === "bot" || author === "agent" || kind === "survey";

/** How many messages of the other side came after `seq`. */
export function unreadAfter(messages: Message[], conversationId: string, seq: number): number {
  return messages.filter((m) => m.conversation_id === conversationId && m.seq > seq && isIncoming(m)).length;
}

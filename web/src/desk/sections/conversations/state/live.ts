/** What the live line says about conversations. */
import type { DeskEvent, Message } from "../../../../kit/api/messages";
import type { Summary } from "../../../../kit/api/types";
import { alertChange } from "./alerts";
import { loadList, receiveLastMessage, receiveSummary, recountSoon, summaries } from "./list";
import { sendUnsent } from "./outbox";
import { type Rating, receiveRating } from "../../../state/ratings";
import { select } from "./select";
import { receiveMessage, refreshSoon, resynchroniseThreads, threads, typing } from "./threads";

const TYPING_MS = 30_000;
const typingTimers = new Map<string, ReturnType<typeof setTimeout>>();

function setTyping(id: string, who: "visitor" | "bot" | undefined): void {
  clearTimeout(typingTimers.get(id));
  typing.patch({ [id]: who });
  if (who) typingTimers.set(id, setTimeout(() => setTyping(id, undefined), TYPING_MS));
}

function onMessage(id: string, message: Message): void {
  if (typing.value[id] === message.author) setTyping(id, undefined);
  receiveLastMessage(id, message);
  receiveMessage(id, message);
}

function onSummary(summary: Summary): void {
  alertChange(summaries.value[summary.id], summary);
  receiveSummary(summary);
}

/** Survey answers are not part of what is said: whoever shows the conversation reads them anew. */
function onRating(rating: Rating, own: boolean): void {
  const id = rating.conversation_id;
  if (id && threads.value[id]) refreshSoon(id);
  if (own) receiveRating(rating, id ? () => select(id) : undefined);
}

export function receive(event: DeskEvent): void {
  if (event.type === "queue") recountSoon();
  if (event.type === "conversation") onSummary(event.conversation);
  if (event.type === "message") onMessage(event.conversation_id, event.message);
  if (event.type === "rating") onRating(event.rating, event.own);
  if (event.type === "typing" && (event.author === "visitor" || event.author === "bot")) {
    setTyping(event.conversation_id, event.on ? event.author : undefined);
  }
}

export function resynchronise(): void {
  void loadList({ quiet: true });
  resynchroniseThreads();
  sendUnsent();
}

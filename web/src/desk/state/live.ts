/** The live line to the server: what others do appears here without a reload. */
import { Live, type LiveState } from "../../kit/live";
import { Store } from "../../kit/store";
import type { DeskEvent, Message, Summary } from "../../kit/types";
import { whoAmI } from "../api";
import { alertChange } from "./alerts";
import { loadList, receiveLastMessage, receiveSummary, summaries } from "./list";
import { conversationChanged, messageCame } from "./refresh";
import { receiveMessage, resynchronise, typing } from "./threads";

export interface Connection {
  state: LiveState;
  /** True once a line has been open: only then is its absence a loss. */
  lost: boolean;
}

export const connection = new Store<Connection>({ state: "connecting", lost: false });

const TYPING_MS = 30_000;
const RETRY_MS = 10_000;
const QUEUE_MS = 600;
const typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
type DeskNews = DeskEvent | { type: "queue" };
let line: Live<DeskNews> | null = null;

function setTyping(id: string, who: "visitor" | "bot" | undefined): void {
  clearTimeout(typingTimers.get(id));
  typing.patch({ [id]: who });
  if (who) typingTimers.set(id, setTimeout(() => setTyping(id, undefined), TYPING_MS));
}

function onMessage(id: string, message: Message): void {
  if (typing.value[id] === message.author) setTyping(id, undefined);
  receiveLastMessage(id, message);
  receiveMessage(id, message);
  messageCame(message);
}

function onSummary(summary: Summary): void {
  alertChange(summaries.value[summary.id], summary);
  receiveSummary(summary);
  conversationChanged(summary.id);
}

let queueTimer: ReturnType<typeof setTimeout> | undefined;

/** Somebody joined or left the queue: look at the list once, however often it moved meanwhile. */
function queueMoved(): void {
  queueTimer ??= setTimeout(() => {
    queueTimer = undefined;
    if (line) void loadList({ quiet: true });
  }, QUEUE_MS);
}

function onEvent(event: DeskNews): void {
  if (event.type === "queue") queueMoved();
  if (event.type === "conversation") onSummary(event.conversation);
  if (event.type === "message") onMessage(event.conversation_id, event.message);
  if (event.type === "typing" && (event.author === "visitor" || event.author === "bot")) {
    setTyping(event.conversation_id, event.on ? event.author : undefined);
  }
}

function onState(state: LiveState): void {
  const { lost } = connection.value;
  connection.set({ state, lost: state === "open" ? false : lost || connection.value.state === "open" });
  if (state === "open" && lost) {
    void loadList({ quiet: true });
    resynchronise();
  }
  // A refused handshake looks like a lost line; asking who we are tells an ended session apart.
  if (state === "waiting") void whoAmI().catch(() => undefined);
}

function onRefused(): void {
  void whoAmI()
    .then(() => setTimeout(() => line?.start(), RETRY_MS))
    .catch(() => undefined);
}

export function startLive(): () => void {
  connection.set({ state: "connecting", lost: false });
  line = new Live<DeskNews>({ path: "/v1/desk/live", onEvent, onState, onRefused });
  line.start();
  return () => {
    line?.stop();
    line = null;
  };
}

/** Tell the customer's page that an answer is being written. */
export function sayTyping(conversationId: string, on: boolean): void {
  line?.send({ type: "typing", conversation_id: conversationId, on });
}

/** Messages on their way: shown at once, kept when they fail, sent again under the same client id. */
import { ApiError } from "../../../../kit/http";
import { Store } from "../../../../kit/store";
import { write } from "../api";
import { receiveSummary } from "./list";
import { explain, notify } from "../../../state/notices";
import { me } from "../../../state/session";
import { recall, remember } from "../../../state/storage";
import { receiveMessage, refreshSoon } from "./threads";

export interface Outgoing {
  clientId: string;
  /** Only its author sees it and may send it again. */
  agentId: string;
  conversationId: string;
  kind: "reply" | "note";
  text: string;
  state: "sending" | "failed";
  createdAt: string;
}

/** What had not been confirmed when the page was closed may or may not have arrived; sending it again is safe. */
const unfinished = (): Outgoing[] => recall<Outgoing[]>("outbox", []).map((item) => ({ ...item, state: "failed" as const }));

export const outbox = new Store<Outgoing[]>(unfinished());

function update(items: Outgoing[]): void {
  outbox.set(items);
  remember("outbox", items.length ? items : null);
}

export function discard(clientId: string): void {
  update(outbox.value.filter((item) => item.clientId !== clientId));
}

function mark(clientId: string, state: Outgoing["state"]): void {
  update(outbox.value.map((item) => (item.clientId === clientId ? { ...item, state } : item)));
}

async function deliver({ clientId, conversationId, kind, text }: Outgoing): Promise<void> {
  try {
    const { conversation, message } = await write(conversationId, kind, clientId, text);
    receiveSummary(conversation);
    if (message) receiveMessage(conversationId, message);
    discard(clientId);
  } catch (error) {
    mark(clientId, "failed");
    // Of a lost line the bubble tells itself; a refusal has a reason worth saying.
    if (error instanceof ApiError && error.temporary) return;
    notify(explain(error), "danger");
    refreshSoon(conversationId);
  }
}

/** What is being delivered now, so that a move can let it go first. */
const deliveries = new Set<{ conversationId: string; done: Promise<void> }>();

function start(item: Outgoing): void {
  const delivery = { conversationId: item.conversationId, done: deliver(item) };
  deliveries.add(delivery);
  void delivery.done.finally(() => deliveries.delete(delivery));
}

/** Resolves once nothing is on its way to this conversation; what could not be sent stays in the outbox as failed. */
export async function delivered(conversationId: string): Promise<void> {
  await Promise.all([...deliveries].flatMap((delivery) => (delivery.conversationId === conversationId ? delivery.done : [])));
}

export function send(conversationId: string, kind: Outgoing["kind"], text: string): void {
  const [clientId, createdAt] = [crypto.randomUUID(), new Date().toISOString()];
  const item: Outgoing = { clientId, agentId: me().id, conversationId, kind, text, state: "sending", createdAt };
  update([...outbox.value, item]);
  start(item);
}

/** The line is back: what failed is sent again by itself. It is not said twice. */
export function sendUnsent(): void {
  for (const { clientId, state, agentId } of outbox.value) if (state === "failed" && agentId === me().id) sendAgain(clientId);
}

export function sendAgain(clientId: string): void {
  const item = outbox.value.find((candidate) => candidate.clientId === clientId);
  if (!item) return;
  mark(clientId, "sending");
  start(item);
}

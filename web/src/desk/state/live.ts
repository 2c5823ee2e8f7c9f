/** The live line to the server: what others do appears here without a reload. */
import { Live, type LiveState } from "../../kit/live";
import { Store } from "../../kit/store";
import type { DeskEvent } from "../../kit/api/messages";
import { whoAmI } from "../api";
import { sections } from "../sections/registry";

export interface Connection {
  state: LiveState;
  /** True once a line has been open: only then is its absence a loss. */
  lost: boolean;
}

export const connection = new Store<Connection>({ state: "connecting", lost: false });

const RETRY_MS = 10_000;
let line: Live<DeskEvent> | null = null;

const onEvent = (event: DeskEvent): void => sections().forEach((section) => section.receive?.(event));

function onState(state: LiveState): void {
  const { lost } = connection.value;
  connection.set({ state, lost: state === "open" ? false : lost || connection.value.state === "open" });
  if (state === "open" && lost) sections().forEach((section) => section.resynchronise?.());
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
  line = new Live<DeskEvent>({ path: "/v1/desk/live", onEvent, onState, onRefused });
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

/** Who is signed in at this desk. */
import type { Agent } from "../../kit/api/types";
import { Store, useStore } from "../../kit/store";

export type Session =
  | { phase: "loading" }
  | { phase: "unreachable" }
  /** `ended` tells an expired session from a first visit. */
  | { phase: "out"; ended: boolean }
  /** Signed in, but nothing is open before a second factor is set up. */
  | { phase: "setup"; csrf: string }
  | { phase: "in"; agent: Agent; csrf: string };

export const session = new Store<Session>({ phase: "loading" });

/** The signed-in agent; only called where the desk is shown. */
export function me(): Agent {
  if (session.value.phase !== "in") throw new Error("nobody is signed in");
  return session.value.agent;
}

/** The same for components: they render again when the agent's status changes. */
export function useAgent(): Agent {
  useStore(session);
  return me();
}

export function expire(): void {
  if (session.value.phase !== "out") session.set({ phase: "out", ended: session.value.phase === "in" });
}

/** Signing in and out, and the agent's own status. */
import { ApiError } from "../../kit/http";
import type { AgentStatus, SignedIn } from "../../kit/api/types";
import * as server from "../api";
import { sections } from "../sections/registry";
import { text } from "../text";
import { loadCatalogue } from "./catalogue";
import { notify } from "./notices";
import { forgetRoute } from "./route";
import { session } from "./session";

/** The desk opens with its words at hand. */
async function enter({ agent, csrf_token, second_factor }: SignedIn): Promise<void> {
  if (second_factor === "needed") return session.set({ phase: "setup", csrf: csrf_token });
  await loadCatalogue();
  session.set({ phase: "in", agent, csrf: csrf_token });
}

/** At page load: still signed in, signed out, or the server is away. */
export async function resume(): Promise<void> {
  session.set({ phase: "loading" });
  try {
    await enter(await server.whoAmI());
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) session.set({ phase: "unreachable" });
  }
}

export async function signIn(email: string, password: string, code?: string): Promise<void> {
  const signedIn = await server.signIn(email, password, code);
  forgetRoute();
  sections().forEach((section) => section.forget?.());
  await enter(signedIn);
}

export async function signOut(): Promise<void> {
  try {
    await server.signOut();
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) return notify(text().error.signOut, "danger");
  }
  history.replaceState(null, "", location.pathname);
  session.set({ phase: "out", ended: false });
}

export async function changeStatus(status: AgentStatus): Promise<void> {
  if (session.value.phase !== "in" || session.value.agent.status === status) return;
  try {
    const agent = await server.setStatus(status);
    if (session.value.phase === "in") session.set({ ...session.value, agent });
  } catch {
    notify(text().error.status, "danger");
  }
}

/** Signing in and out, and the agent's own status. */
import { ApiError } from "../../kit/http";
import type { AgentStatus } from "../../kit/types";
import * as server from "../api";
import { text } from "../text";
import { forgetCases } from "./cases";
import { forgetCustomerCases } from "./customerCases";
import { forgetHeld } from "./held";
import { forgetList } from "./list";
import { notify } from "./notices";
import { forgetCaseViews } from "./openCase";
import { forgetPlaces } from "./route";
import { session } from "./session";
import { forgetThreads } from "./threads";

const enter = ({ agent, csrf_token }: server.SignedIn) => session.set({ phase: "in", agent, csrf: csrf_token });

/** At page load: still signed in, signed out, or the server is away. */
export async function resume(): Promise<void> {
  session.set({ phase: "loading" });
  try {
    enter(await server.whoAmI());
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) session.set({ phase: "unreachable" });
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  const signedIn = await server.signIn(email, password);
  [forgetPlaces, forgetList, forgetThreads, forgetCases, forgetCaseViews, forgetCustomerCases, forgetHeld].forEach((forget) => forget());
  enter(signedIn);
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

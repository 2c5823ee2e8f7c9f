/** The desk's calls to the server, typed; a lost session ends in the sign-in page from any of them. */
import { api, ApiError, type RequestOptions } from "../kit/http";
import type { Agent, AgentStatus, ConversationDetail, ConversationList, Message, Summary } from "../kit/types";
import type { View } from "./rules/lists";
import { expire, session } from "./state/session";

export interface Moved {
  conversation: Summary;
  message?: Message | null;
}
export interface SignedIn {
  agent: Agent;
  csrf_token: string;
}

async function call<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const csrf = session.value.phase === "in" ? session.value.csrf : undefined;
  try {
    return await api<T>(`/v1/desk${path}`, { ...options, ...(csrf && { csrf }) });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) expire();
    throw error;
  }
}

const post = <T>(path: string, body: unknown, retries = 0) => call<T>(path, { method: "POST", body, retries });
const conversation = (id: string, rest = "") => `/conversations/${encodeURIComponent(id)}${rest}`;

export const signIn = (email: string, password: string) => api<SignedIn>("/v1/desk/login", { method: "POST", body: { email, password } });
export const whoAmI = () => call<SignedIn>("/me");
export const signOut = () => post<void>("/logout", {});
export const setStatus = (status: AgentStatus) => call<Agent>("/status", { method: "PUT", body: { status } });
export const fetchAgents = () => call<{ agents: Agent[] }>("/agents");

export const fetchList = (view: View, status: string) => call<ConversationList>(`/conversations?view=${view}&status=${status}`);
export const fetchConversation = (id: string) => call<ConversationDetail>(conversation(id));
export const fetchMessages = (id: string, after: number) =>
  call<{ conversation: Summary; messages: Message[] }>(conversation(id, `/messages?after=${after}`));

/** The client id makes a repeated send the same message, so it may be tried again. */
export const write = (id: string, kind: "reply" | "note", clientId: string, text: string) =>
  post<Moved>(conversation(id, `/${kind}`), { client_id: clientId, text }, 1);

export const take = (id: string) => post<Moved>(conversation(id, "/take"), {});
export const giveBack = (id: string) => post<Moved>(conversation(id, "/return"), {});
export const resolve = (id: string) => post<Moved>(conversation(id, "/resolve"), {});
export const reopen = (id: string) => post<Moved>(conversation(id, "/reopen"), {});
export const snooze = (id: string, until: Date) => post<Moved>(conversation(id, "/snooze"), { until: until.toISOString() });
export const transfer = (id: string, agentId: string | null) => post<Moved>(conversation(id, "/transfer"), { agent_id: agentId });

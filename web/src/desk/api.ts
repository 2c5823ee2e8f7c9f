/** The desk's calls to the server, typed; a lost session ends in the sign-in page from any of them. */
import { api, ApiError, type RequestOptions } from "../kit/http";
import type { Agent, AgentStatus, ConversationDetail, ConversationList, Message, Summary } from "../kit/types";
import type { View } from "./rules/lists";
import type { CaseDetail, CaseList, Feed, HeldMessage, ReplayReport } from "./types";
import { expire, session } from "./state/session";

export interface Moved {
  conversation: Summary;
  message?: Message | null;
}
export interface SignedIn {
  agent: Agent;
  csrf_token: string;
}

async function signed<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const csrf = session.value.phase === "in" ? session.value.csrf : undefined;
  try {
    return await api<T>(path, { ...options, ...(csrf && { csrf }) });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) expire();
    throw error;
  }
}

const call = <T>(path: string, options?: RequestOptions) => signed<T>(`/v1/desk${path}`, options);
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

const oneCase = (reference: string, rest = "") => `/cases/${encodeURIComponent(reference)}${rest}`;

export const fetchCases = (query: string) => call<CaseList>(`/cases?${query}`);
export const fetchCase = (reference: string) => call<CaseDetail>(oneCase(reference));
export const moveCase = (reference: string, to: string, note: string, version: number) =>
  post<CaseDetail>(oneCase(reference, "/move"), { to, note: note || null, expected_version: version });
export const noteCase = (reference: string, text: string) => post<CaseDetail>(oneCase(reference, "/note"), { text });
export const assignCase = (reference: string, agentId: string | null) => post<CaseDetail>(oneCase(reference, "/assign"), { agent_id: agentId });

const feedPath = (feed: Feed, rest = "") => `/v1/${feed}/messages${rest}`;
const postFeed = <T>(path: string, body: unknown) => signed<T>(path, { method: "POST", body });

export async function fetchHeld(feed: Feed): Promise<HeldMessage[]> {
  const { messages } = await signed<{ messages: Omit<HeldMessage, "feed">[] }>(feedPath(feed, "?status=quarantined"));
  return messages.map((message) => ({ ...message, feed }));
}
export const replayHeld = (feed: Feed, id: string, raw: string) => postFeed<unknown>(feedPath(feed, `/${encodeURIComponent(id)}/replay`), { raw });
export const discardHeld = (feed: Feed, id: string) => postFeed<unknown>(feedPath(feed, `/${encodeURIComponent(id)}/discard`), {});
export const replayFeed = (feed: Feed) => postFeed<ReplayReport>(feedPath(feed, "/replay"), {});

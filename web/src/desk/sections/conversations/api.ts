/** The calls about conversations. */
import type { ConversationDetail, ConversationList, FoundConversation, History, Moved } from "../../../kit/api/types";
import { call, post } from "../../api";
import type { View } from "./logic/lists";

const conversation = (id: string, rest = "") => `/conversations/${encodeURIComponent(id)}${rest}`;

export const fetchList = (view: View, status: string, { label, cursor, limit }: { label?: string | null; cursor?: string | null; limit?: number } = {}) =>
  call<ConversationList>(`/conversations?${new URLSearchParams({ view, status, ...(label && { label }), ...(cursor && { cursor }), ...(limit && { limit: String(limit) }) }).toString()}`);
/** Everything that was said, given and done is searched. */
export const search = (words: string) => call<{ conversations: FoundConversation[] }>(`/search?${new URLSearchParams({ q: words }).toString()}`);
export const fetchConversation = (id: string) => call<ConversationDetail>(conversation(id));
export const fetchMessages = (id: string, after: number) =>
  call<History>(conversation(id, `/messages?after=${after}`));

/** The client id makes a repeated send the same message, so it may be tried again. */
export const write = (id: string, kind: "reply" | "note", clientId: string, text: string) =>
  post<Moved>(conversation(id, `/${kind}`), { client_id: clientId, text }, 1);

export function sendFile(id: string, file: File): Promise<Moved> {
  const body = new FormData();
  body.append("file", file, file.name);
  return post<Moved>(conversation(id, `/files?client_id=${crypto.randomUUID()}`), body);
}

export const runMacro = (id: string, name: string, clientId: string, text: string | null) =>
  post<Moved>(conversation(id, "/macro"), { name, client_id: clientId, text }, 1);

export const mark = (id: string, label: string, on: boolean) => post<Moved>(conversation(id, "/label"), { label, on });
export const take = (id: string) => post<Moved>(conversation(id, "/take"), {});
export const giveBack = (id: string) => post<Moved>(conversation(id, "/return"), {});
export const resolve = (id: string) => post<Moved>(conversation(id, "/resolve"), {});
export const reopen = (id: string) => post<Moved>(conversation(id, "/reopen"), {});
export const snooze = (id: string, until: Date) => post<Moved>(conversation(id, "/snooze"), { until: until.toISOString() });
export const transfer = (id: string, agentId: string | null) => post<Moved>(conversation(id, "/transfer"), { agent_id: agentId });

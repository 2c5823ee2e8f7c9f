/** The visitor's session with one site: kept in this origin's storage, renewed when the server no longer knows it. */
import { api } from "../kit/http";
import { fleeting, lasting } from "../kit/storage";
import type { Language, Session } from "../kit/api/types";

const SESSION = "serviceloop.session.";
const keyOf = (site: string): string => SESSION + site;

export const loadSession = (site: string): Session | null => lasting.get<Session>(keyOf(site));

/** The site whose session has this conversation. */
export function siteOf(conversationId: string): string | null {
  const key = lasting.keys(SESSION).find((one) => lasting.get<Session>(one)?.conversation_id === conversationId);
  return key?.slice(SESSION.length) ?? null;
}

export function saveSession(site: string, session: Session): Session {
  lasting.set(keyOf(site), session);
  return session;
}

/** Everything that this browser keeps of the visitor of a site. */
export function forgetSession(site: string): void {
  lasting.remove(keyOf(site));
  fleeting.remove(`serviceloop.draft.${site}`);
}

/** Start a session; with a token of an earlier one the server may carry on where the visitor left off. */
export async function createSession(site: string, language: Language, visitorToken?: string): Promise<Session> {
  const body = { site, language, ...(visitorToken && { visitor_token: visitorToken }) };
  const session = await api<Session>("/v1/chat/sessions", { method: "POST", body });
  return saveSession(site, session);
}

/** The last message the visitor has had on screen, so that the unread count survives a reload. */
const readKey = (conversationId: string): string => `serviceloop.read.${conversationId}`;

export const readUpTo = (conversationId: string): number => lasting.get<number>(readKey(conversationId)) ?? 0;

export const markReadUpTo = (conversationId: string, seq: number): void => lasting.set(readKey(conversationId), seq);

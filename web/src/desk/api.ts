/** The desk's calls to the server, typed; a lost session ends in the sign-in page from any of them. */
import { api, ApiError, type RequestOptions } from "../kit/http";
import type { Schemas } from "../kit/api/narrow";
import type { Agent, AgentStatus, CannedReply, Catalogue, SignedIn } from "../kit/api/types";
import { expire, session } from "./state/session";

/** A call with what the session needs. */
export async function signed<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const csrf = session.value.phase === "in" || session.value.phase === "setup" ? session.value.csrf : undefined;
  try {
    return await api<T>(path, { ...options, ...(csrf && { csrf }) });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) expire();
    throw error;
  }
}

export const call = <T>(path: string, options?: RequestOptions) => signed<T>(`/v1/desk${path}`, options);
export const post = <T>(path: string, body: unknown, retries = 0) => call<T>(path, { method: "POST", body, retries });

export const signIn = (email: string, password: string, code?: string) => api<SignedIn>("/v1/desk/login", { method: "POST", body: { email, password, ...(code && { code }) } });
/** By a link that an administrator made. */
export const choosePassword = (token: string, password: string) => api<void>("/v1/desk/password", { method: "POST", body: { token, password } });
export const whoAmI = () => call<SignedIn>("/me");
export const signOut = () => post<void>("/logout", {});
export const setStatus = (status: AgentStatus) => call<Agent>("/status", { method: "PUT", body: { status } });
export const fetchCatalogue = () => call<Catalogue>("/catalogue");
export const fetchReplies = () => call<{ replies: CannedReply[] }>("/replies");
export const fetchRatings = (cursor: string | null) => call<Schemas["RatingsOut"]>(`/ratings${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
export const fetchOwnScorecards = () => call<Schemas["OwnScorecardsOut"]>("/coaching/own");
export const seeScorecard = (id: string) => post<void>(`/coaching/${id}/seen`, {});
export const fetchAgents = () => call<{ agents: Agent[] }>("/agents");

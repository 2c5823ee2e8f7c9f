/** The calls about how the desk is set up. */
import type { Schemas } from "../../../kit/api/narrow";
import { call, post } from "../../api";

export type Webhook = Schemas["WebhookOut"];
export type WebhookEvent = Webhook["events"][number];
export type WebhookCall = Schemas["WebhookCallOut"];
export type ApiKey = Schemas["ApiKeyOut"];
export type Scope = ApiKey["scopes"][number];
export type Change = Schemas["AuditedOut"];

const remove = (path: string) => call<void>(path, { method: "DELETE" });

export const fetchWebhooks = () => call<Schemas["WebhooksOut"]>("/webhooks");
export const createWebhook = (body: Schemas["WebhookIn"]) => post<Schemas["WebhookSecretOut"]>("/webhooks", body);
export const changeWebhook = (id: string, body: Schemas["WebhookChangeIn"]) => call<Webhook>(`/webhooks/${id}`, { method: "PATCH", body });
export const renewSecret = (id: string) => post<Schemas["WebhookSecretOut"]>(`/webhooks/${id}/secret`, {});
export const removeWebhook = (id: string) => remove(`/webhooks/${id}`);
export const testWebhook = (id: string) => post<WebhookCall>(`/webhooks/${id}/test`, {});
export const fetchCalls = (id: string) => call<Schemas["WebhookCallsOut"]>(`/webhooks/${id}/calls`);
export const replayCall = (id: string, callId: string) => post<WebhookCall>(`/webhooks/${id}/calls/${callId}/replay`, {});

export const fetchKeys = () => call<Schemas["ApiKeysOut"]>("/api-keys");
export const createKey = (body: Schemas["ApiKeyIn"]) => post<Schemas["NewApiKeyOut"]>("/api-keys", body);
export const revokeKey = (id: string) => remove(`/api-keys/${id}`);

export type Person = Schemas["PersonOut"];
export const fetchPeople = () => call<Schemas["PeopleOut"]>("/people");
export const addPerson = (body: Schemas["PersonIn"]) => post<Schemas["LinkOut"]>("/people", body);
export const changePerson = (id: string, body: Schemas["PersonChangeIn"]) => call<Person>(`/people/${id}`, { method: "PATCH", body });
export const makeLink = (id: string) => post<Schemas["LinkOut"]>(`/people/${id}/password-link`, {});
export const dropSecondFactor = (id: string) => call<Person>(`/people/${id}/second-factor`, { method: "DELETE" });

export type OwnSession = Schemas["DeskSessionOut"];
export const fetchAccount = () => call<Schemas["AccountOut"]>("/account");
export const changePassword = (current: string, password: string) => call<void>("/account/password", { method: "PUT", body: { current, password } });
export const setUpSecondFactor = () => post<Schemas["SecondFactorOut"]>("/account/second-factor", {});
export const switchOnSecondFactor = (code: string) => call<Schemas["RecoveryCodesOut"]>("/account/second-factor", { method: "PUT", body: { code } });
export const switchOffSecondFactor = (current: string) => post<void>("/account/second-factor/off", { current });
export const fetchSessions = () => call<{ sessions: OwnSession[] }>("/sessions");
export const endSession = (id: string) => remove(`/sessions/${id}`);

export type Reply = Schemas["ReplyOut"];
export type Action = Reply["actions"][number];
/** A reply as it is being written. */
export interface ReplyDraft {
  label: { zh: string; en: string };
  text: { zh: string; en: string } | null;
  actions: Action[];
  own: boolean;
}
export const fetchReplies = () => call<{ replies: Reply[] }>("/replies");
export const saveReply = (name: string | null, draft: ReplyDraft) => (name ? call<Reply>(`/replies/${encodeURIComponent(name)}`, { method: "PUT", body: draft }) : post<Reply>("/replies", draft));
export const removeReply = (name: string) => remove(`/replies/${encodeURIComponent(name)}`);
export const fetchVersions = (name: string) => call<Schemas["ReplyVersionsOut"]>(`/replies/${encodeURIComponent(name)}/versions`);

export type Level = Schemas["ServiceLevel"];
export const fetchLevels = () => call<Schemas["ServiceLevelsOut"]>("/service-levels");
export const putLevels = (levels: Level[]) => call<Schemas["ServiceLevelsOut"]>("/service-levels", { method: "PUT", body: { levels } });

export const fetchChanges = (before: string | null = null) => call<Schemas["AuditOut"]>(`/audit${before ? `?before=${before}` : ""}`);

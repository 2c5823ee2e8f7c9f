/** The conversation as its customer keeps it: as a file, or in their mailbox. */
import { ApiError } from "../../kit/http";
import type { ChatModel } from "../model";
import { save } from "../receipt";
import type { texts } from "./texts";

export type Problem = keyof (typeof texts)["zh"]["problem"];
export type Transcribed = Pick<ChatModel, "call" | "fetchFile" | "state">;

const PATH = "/v1/chat/transcript";

/** Which clock the times are told by. */
const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export async function saveTranscript(model: Transcribed, now = new Date()): Promise<void> {
  const { conversation } = model.state.value;
  if (!conversation) return;
  const query = new URLSearchParams({ conversation_id: conversation.id, zone: zone() });
  const name = conversation.language === "zh" ? "对话" : "conversation";
  save(await model.fetchFile(`${PATH}?${query}`), `${name}-${now.toISOString().slice(0, 10)}.txt`);
}

/** Answers with what of the address its owner recognises. */
export async function mailTranscript(model: Transcribed, email: string): Promise<string> {
  const body = { conversation_id: model.state.value.conversation?.id, email, zone: zone() };
  return (await model.call<{ to: string }>(PATH, { method: "POST", body })).to;
}

export function problemOf(error: unknown): Problem {
  const code = error instanceof ApiError ? error.code : "";
  return code === "invalid_request" || code === "too_many_requests" || code === "mail_unavailable" ? code : "other";
}

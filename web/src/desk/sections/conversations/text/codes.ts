/** Words for the server's codes. A code not known here is shown as it is named, with spaces. */
import type { Language } from "../../../../kit/api/types";
import { texts } from ".";
import { plain } from "../../../text/plain";
import type { ConversationText } from "./en";

const REASONS: Record<string, keyof ConversationText["reason"]> = {
  requested: "requested",
  not_understood: "notUnderstood",
  verification_failed: "notVerified",
  complaint: "complaint",
  assistant_down: "assistantDown",
  safety: "safety",
};

export function reasonText(code: string, language: Language): string {
  const key = REASONS[code];
  return key ? texts[language].reason[key] : plain(code);
}

type InteractionKind = keyof ConversationText["interaction"];
const KINDS: readonly [RegExp, InteractionKind][] = [
  [/article|knowledge|answer/, "article"],
  [/hand|human/, "handover"],
  [/survey|csat/, "survey"],
  [/case|report/, "case"],
  [/look|status|bag|flight/, "lookup"],
];

export function interactionKind(kind: string): InteractionKind {
  return KINDS.find(([pattern]) => pattern.test(kind))?.[1] ?? "other";
}

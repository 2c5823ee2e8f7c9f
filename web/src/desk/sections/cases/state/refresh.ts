/** Cases have no live line of their own: what is said in a conversation hints that one is new or has moved on. */
import type { DeskEvent, Message } from "../../../../kit/api/messages";
import { here } from "../../../state/route";
import { cases, loadCases, refreshCasesSoon } from "./list";
import { caseViews, loadCase } from "./openCase";
import { SECTION } from "./select";

const openReference = (): string | null => (here.value.section === SECTION ? here.value.id : null);

export function refresh(): void {
  const reference = openReference();
  void loadCases({ quiet: cases.value.phase === "ready" });
  if (reference) void loadCase(reference);
}

/** A conversation changed: so may have the case that it is about. */
function conversationChanged(conversationId: string): void {
  const reference = openReference();
  if (reference && caseViews.value[reference]?.detail?.case.conversation_id === conversationId) void loadCase(reference);
  if (cases.value.shown.some((one) => one.conversation_id === conversationId)) refreshCasesSoon();
}

/** The customer was shown a case. */
function messageCame(message: Message): void {
  if (message.kind === "card" && message.data.card.type === "case") refreshCasesSoon();
}

export function receive(event: DeskEvent): void {
  if (event.type === "conversation") conversationChanged(event.conversation.id);
  if (event.type === "message") messageCame(event.message);
}

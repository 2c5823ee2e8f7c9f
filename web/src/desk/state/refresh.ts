/** Cases and messages in quarantine have no live line: they are asked for again when somebody looks, and now and then. */
import type { Message } from "../../kit/types";
import { cases, loadCases, refreshCasesSoon } from "./cases";
import { held, loadHeld } from "./held";
import { caseViews, loadCase } from "./openCase";
import { here } from "./route";

const EVERY_MS = 60_000;

function refresh(): void {
  const { name, id } = here.value;
  void loadCases({ quiet: cases.value.phase === "ready" });
  void loadHeld({ quiet: held.value.phase === "ready" });
  if (name === "cases" && id) void loadCase(id);
}

/** A conversation changed: so may have the case that it is about. */
export function conversationChanged(conversationId: string): void {
  const { name, id } = here.value;
  if (name === "cases" && id && caseViews.value[id]?.detail?.case.conversation_id === conversationId) void loadCase(id);
  if (cases.value.shown.some((one) => one.conversation_id === conversationId)) refreshCasesSoon();
}

/** The customer was shown a case: it is new, or it has moved on. */
export function messageCame(message: Message): void {
  if (message.kind === "card" && message.data.card.type === "case") refreshCasesSoon();
}

export function startRefreshing(): () => void {
  refresh();
  let place = here.value.name;
  const forget = here.watch(() => {
    if (here.value.name !== place && here.value.name !== "conversations") refresh();
    place = here.value.name;
  });
  const whenSeen = () => document.visibilityState === "visible" && refresh();
  const timer = setInterval(whenSeen, EVERY_MS);
  window.addEventListener("focus", whenSeen);
  return () => {
    forget();
    clearInterval(timer);
    window.removeEventListener("focus", whenSeen);
  };
}

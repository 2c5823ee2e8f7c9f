/** Macros that were chosen and wait for their words to be sent, by conversation. */
import type { CannedReply } from "../../../../kit/api/types";
import { Store } from "../../../../kit/store";
import { explain, notify } from "../../../state/notices";
import { runMacro } from "../api";
import { text } from "../text";
import { receiveSummary } from "./list";
import { receiveMessage, refreshSoon } from "./threads";

export const pending = new Store<Record<string, CannedReply | undefined>>({});
export const running = new Store<Record<string, boolean>>({});

export const choose = (id: string, macro: CannedReply): void => pending.patch({ [id]: macro.actions.length > 0 ? macro : undefined });
export const letGo = (id: string): void => pending.patch({ [id]: undefined });

export function forgetMacros(): void {
  pending.set({});
  running.set({});
}

/** Say it and do the rest; whether it was done. What fails leaves everything as it was, the words in the field too. */
export async function run(id: string, macro: CannedReply, words: string): Promise<boolean> {
  if (running.value[id]) return false;
  running.patch({ [id]: true });
  try {
    const { conversation, message } = await runMacro(id, macro.name, crypto.randomUUID(), words || null);
    receiveSummary(conversation);
    if (message) receiveMessage(id, message);
    letGo(id);
    return true;
  } catch (error) {
    notify(explain(error, { canned_reply_not_found: text().composer.macroGone }), "danger");
    return false;
  } finally {
    running.patch({ [id]: false });
    refreshSoon(id);
  }
}

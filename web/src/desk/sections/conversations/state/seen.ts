/** Up to which message this agent has read each conversation, remembered in this browser. */
import { Store } from "../../../../kit/store";
import type { Summary } from "../../../../kit/api/types";
import { recall, remember } from "../../../state/storage";

const KEPT = 500;

export const seen = new Store<Record<string, number>>(recall("seen", {}));

export function markSeen(id: string, seq: number): void {
  if ((seen.value[id] ?? 0) >= seq) return;
  const others = Object.entries(seen.value).filter(([key]) => key !== id);
  seen.set(Object.fromEntries([...others.slice(-KEPT), [id, seq]]));
  remember("seen", seen.value);
}

/** Passed on to this agent and not opened yet; or something new, and answering it is anybody's job (in the queue) or this agent's own. */
export function isUnread(summary: Summary, agentId: string): boolean {
  const mine = summary.assignee?.id === agentId;
  if (mine && summary.status === "assigned" && !summary.joined) return true;
  if (summary.last_seq <= (seen.value[summary.id] ?? 0)) return false;
  if (summary.status === "queued") return true;
  return mine && summary.last_message?.author === "visitor";
}

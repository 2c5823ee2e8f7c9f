/** Canned replies and macros: what the team and this agent have written. Colleagues change them now and then. */
import type { CannedReply } from "../../kit/api/types";
import { Store } from "../../kit/store";
import { fetchReplies } from "../api";

export const replies = new Store<readonly CannedReply[]>([]);

/** Whoever cannot load them works on with what was there. */
export async function loadReplies(): Promise<void> {
  const answer = await fetchReplies().catch(() => null);
  if (answer) replies.set(answer.replies);
}

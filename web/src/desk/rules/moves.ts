/** What an agent may do with a conversation in its present state. The server has the last word. */
import type { Agent, Summary } from "../../kit/types";

export type Move = "take" | "wake" | "resolve" | "reopen" | "snooze" | "transfer" | "return";

/** How this agent stands to a conversation; only "mine" may write to the customer. */
export type Stance = "mine" | "bot" | "queued" | "other" | "snoozed" | "resolved";

export function stanceOf(summary: Summary, agent: Agent): Stance {
  if (summary.status !== "assigned") return summary.status;
  return summary.assignee?.id === agent.id ? "mine" : "other";
}

export const leads = (agent: Agent): boolean => agent.role !== "agent";

const MOVES: Record<Stance, readonly Move[]> = {
  mine: ["resolve", "snooze", "transfer", "return"],
  bot: ["take", "resolve"],
  queued: ["take", "return"],
  other: [],
  snoozed: ["wake"],
  resolved: ["reopen"],
};

/** A supervisor may also steer what a colleague is handling. */
export function movesFor(summary: Summary, agent: Agent): ReadonlySet<Move> {
  const stance = stanceOf(summary, agent);
  if (stance === "other" && leads(agent)) return new Set<Move>(["resolve", "transfer", "return"]);
  return new Set(MOVES[stance]);
}

/** What an agent may do with a conversation in its present state. The server has the last word. */
import type { Agent, Summary } from "../../../../kit/api/types";
import { leads } from "../../../logic/roles";

export type Move = "take" | "wake" | "resolve" | "reopen" | "snooze" | "transfer" | "return";

/** What state and assignee of a conversation leave this agent to do; only "mine" may write to the customer. */
export type Permission = "mine" | "bot" | "queued" | "other" | "snoozed" | "resolved";

export function permissionOf(summary: Summary, agent: Agent): Permission {
  if (summary.status !== "assigned") return summary.status;
  return summary.assignee?.id === agent.id ? "mine" : "other";
}

const MOVES: Record<Permission, readonly Move[]> = {
  mine: ["resolve", "snooze", "transfer", "return"],
  bot: ["take", "resolve"],
  queued: ["take", "return"],
  other: [],
  snoozed: ["wake"],
  resolved: ["reopen"],
};

/** A supervisor may also steer what a colleague is handling. */
export function movesFor(summary: Summary, agent: Agent): ReadonlySet<Move> {
  const permission = permissionOf(summary, agent);
  if (permission === "other" && leads(agent)) return new Set<Move>(["resolve", "transfer", "return"]);
  return new Set(MOVES[permission]);
}

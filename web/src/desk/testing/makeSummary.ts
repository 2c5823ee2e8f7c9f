/** A conversation for tests: queued and untouched, unless told otherwise. */
import type { Summary } from "../../kit/api/types";

export function makeSummary(part: Partial<Summary> = {}): Summary {
  return {
    id: "c1", status: "queued", channel: "web", language: "en", topic: null, priority: 0, stage: "in",
    customer: { id: "v1", name: null }, assignee: null, joined: true, moved_at: "2026-01-01T10:00:00Z", last_message: null, waiting_since: null, handed_over_at: null,
    snoozed_until: null, created_at: "2026-01-01T10:00:00Z", updated_at: "2026-01-01T10:00:00Z", last_seq: 1, reason: null, outcome: null, labels: [], promise: null,
    ...part,
  };
}

/** A case for tests: an open report of a missing bag, unless told otherwise. */
import type { CaseSummary } from "../../kit/api/types";

export function makeCase(part: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id: "k1", reference: "PEKCA12345", kind: "bag_missing", status: "tracing", title: { zh: "行李未到", en: "Missing bag" },
    customer: { id: "v1", name: null }, assignee: null, conversation_id: "c1", deadlines: [], due_at: null, closed_at: null,
    opened_at: "2026-01-01T10:00:00Z", updated_at: "2026-01-01T10:00:00Z",
    ...part,
  };
}

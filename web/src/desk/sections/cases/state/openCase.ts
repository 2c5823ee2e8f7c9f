/** The open case and those opened before it; each is asked for anew when it is opened. */
import { ApiError } from "../../../../kit/http";
import { Store } from "../../../../kit/store";
import { learnSummary } from "../../conversations/state/list";
import { fetchCase } from "../api";
import type { CaseDetail } from "../../../../kit/api/types";

export interface CaseView {
  phase: "loading" | "ready" | "failed" | "missing";
  detail: CaseDetail | null;
}

export const caseViews = new Store<Record<string, CaseView>>({});

export const forgetCaseViews = (): void => caseViews.set({});

/** Take in a newer state of a case, from an answer. An older one that was slow on its way is dropped. */
export function receiveCase(detail: CaseDetail): void {
  const { reference, version } = detail.case;
  const known = caseViews.value[reference]?.detail;
  if (known && known.case.version > version) return;
  caseViews.patch({ [reference]: { phase: "ready", detail } });
  // The conversation says in which language the customer reads.
  void learnSummary(detail.case.conversation_id);
}

/** Load a case, or load it again behind what is shown already. */
export async function loadCase(reference: string): Promise<void> {
  const known = caseViews.value[reference]?.detail ?? null;
  if (!known) caseViews.patch({ [reference]: { phase: "loading", detail: null } });
  try {
    receiveCase(await fetchCase(reference));
  } catch (error) {
    const phase = error instanceof ApiError && error.status === 404 ? "missing" : "failed";
    if (!known || phase === "missing") caseViews.patch({ [reference]: { phase, detail: null } });
  }
}

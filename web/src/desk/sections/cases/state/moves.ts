/** What an agent does with a case: moving it, noting, assigning; the server has the last word each time. */
import { ApiError } from "../../../../kit/http";
import { language } from "../../../../kit/i18n";
import { Store } from "../../../../kit/store";
import * as server from "../api";
import { text } from "../text";
import { caseStatus } from "../../../text/catalogue";
import type { CaseDetail, CaseSummary } from "../../../../kit/api/types";
import { refreshCasesSoon } from "./list";
import { explain, notify } from "../../../state/notices";
import { refusals } from "../text/requests";
import { loadCase, receiveCase } from "./openCase";
import { me } from "../../../state/session";

export type CaseDeed = "move" | "note" | "assign" | "export" | "erase" | "file";

/** What is under way, so that its button can show it. */
export const caseDeed = new Store<CaseDeed | null>(null);

/** "changed" means that somebody was faster: the case has been loaded again and nothing was done. */
type Outcome = "done" | "changed" | "failed";

async function perform(reference: string, deed: CaseDeed, request: () => Promise<CaseDetail>): Promise<Outcome> {
  if (caseDeed.value) return "failed";
  caseDeed.set(deed);
  try {
    receiveCase(await request());
    refreshCasesSoon();
    return "done";
  } catch (error) {
    if (error instanceof ApiError && error.code === "case_move_refused") {
      await loadCase(reference);
      refreshCasesSoon();
      return "changed";
    }
    notify(explain(error, { ...refusals[language.value], case_not_found: text().cases.missing }), "danger");
    return "failed";
  } finally {
    caseDeed.set(null);
  }
}

/** Move a case on; the customer is told. The version is the one that the agent saw. */
export async function moveCase(reference: string, move: { to: string; note: string; version: number }): Promise<Outcome> {
  const outcome = await perform(reference, "move", () => server.moveCase(reference, move.to, move.note.trim(), move.version));
  if (outcome === "done") notify(text().cases.moved(reference, caseStatus(move.to, language.value)));
  return outcome;
}

/** Carry out what a request about personal data asks for. The version is the one that the agent saw. */
export async function carryOut(reference: string, deed: "export" | "erase", version: number): Promise<Outcome> {
  const outcome = await perform(reference, deed, () => server.carryOut(reference, deed, version));
  if (outcome === "changed") notify(text().cases.changedElsewhere, "danger");
  return outcome;
}

/** Put a file to a case, for its customer. */
export async function giveFile(reference: string, file: File): Promise<void> {
  if ((await perform(reference, "file", () => server.giveFile(reference, file))) === "changed") notify(text().cases.changedElsewhere, "danger");
}

export async function takeFileBack(reference: string, id: string): Promise<void> {
  if ((await perform(reference, "file", () => server.takeFileBack(reference, id))) === "changed") notify(text().cases.changedElsewhere, "danger");
}

export async function noteCase(reference: string, words: string): Promise<boolean> {
  const outcome = await perform(reference, "note", () => server.noteCase(reference, words));
  if (outcome === "changed") notify(text().cases.changedElsewhere, "danger");
  if (outcome === "done") notify(text().cases.noteAdded);
  return outcome === "done";
}

/** Give a case to a colleague or to oneself; with null to nobody. */
export async function assignCase(one: Pick<CaseSummary, "reference">, to: { id: string; name: string } | null): Promise<void> {
  const outcome = await perform(one.reference, "assign", () => server.assignCase(one.reference, to?.id ?? null));
  if (outcome === "changed") notify(text().cases.changedElsewhere, "danger");
  if (outcome === "done") notify(to ? text().cases.assigned(to.id === me().id ? text().cases.assignMe : to.name) : text().cases.unassignedNow);
}

/** Mail that was given up, and sending it again. */
import { ApiError } from "../../../kit/http";
import { Store } from "../../../kit/store";
import type { FailedMail } from "../../../kit/api/types";
import { FIRST_PAGE, firstPages, type Paging, pagingOf } from "../../logic/pages";
import { leads } from "../../logic/roles";
import { explain, notify } from "../../state/notices";
import { me } from "../../state/session";
import * as server from "./api";
import { text } from "./text";

export interface FailedState {
  phase: "loading" | "ready" | "failed";
  mails: FailedMail[];
  paging: Paging;
}

const START: FailedState = { phase: "loading", mails: [], paging: FIRST_PAGE };
export const failed = new Store<FailedState>(START);
/** The id of the mail that is being sent again. */
export const sending = new Store<string | null>(null);

export const forgetMail = (): void => failed.set(START);

export async function loadFailed({ quiet = false } = {}): Promise<void> {
  if (!leads(me())) return;
  if (!quiet) failed.patch({ phase: "loading" });
  try {
    const pages = await firstPages(server.fetchFailed, quiet ? failed.value.paging.pages : 1);
    failed.set({ phase: "ready", mails: pages.flatMap(({ mails }) => mails), paging: pagingOf(pages) });
  } catch {
    if (failed.value.phase === "loading") failed.patch({ phase: "failed" });
  }
}

export async function loadMoreFailed(): Promise<void> {
  const { mails, paging } = failed.value;
  if (!paging.next || paging.more === "loading") return;
  failed.patch({ paging: { ...paging, more: "loading" } });
  try {
    const page = await server.fetchFailed(paging.next);
    // Read anew meanwhile: then this page belongs to another list.
    if (failed.value.mails === mails) failed.patch({ mails: [...mails, ...page.mails], paging: { pages: paging.pages + 1, next: page.next, more: "ready" } });
  } catch {
    failed.patch({ paging: { ...paging, more: "failed" } });
  }
}

/** Once: a second press finds the first one under way, and the server the second. */
export async function sendAgain({ id }: FailedMail): Promise<void> {
  if (sending.value) return;
  sending.set(id);
  const t = text().mail;
  try {
    const sent = await server.sendAgain(id);
    failed.patch({ mails: failed.value.mails.map((one) => (one.id === id ? sent : one)) });
    notify(t.sent);
  } catch (error) {
    const bar = error instanceof ApiError ? String(error.details["reason"] ?? "") : "";
    notify(t.bar[bar] ?? explain(error, { no_email_address: t.bar["no_address"] ?? "", mail_not_found: t.missing }), "danger");
    void loadFailed({ quiet: true });
  } finally {
    sending.set(null);
  }
}

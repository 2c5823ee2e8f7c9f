/** The calls about mail that was given up. */
import { call, post } from "../../api";
import type { FailedMail, FailedMails } from "../../../kit/api/types";

export const fetchFailed = (cursor: string | null) => call<FailedMails>(`/mails/failed${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
export const sendAgain = (id: string) => post<FailedMail>(`/mails/${id}/send-again`, {});

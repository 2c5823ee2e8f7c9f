/** The calls about cases. */
import { call, post } from "../../api";
import type { CaseDetail, CaseList } from "../../../kit/api/types";

const oneCase = (reference: string, rest = "") => `/cases/${encodeURIComponent(reference)}${rest}`;

export const fetchCases = (query: string, cursor: string | null = null) => call<CaseList>(`/cases?${query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
export const fetchCase = (reference: string) => call<CaseDetail>(oneCase(reference));
export const moveCase = (reference: string, to: string, note: string, version: number) =>
  post<CaseDetail>(oneCase(reference, "/move"), { to, note: note || null, expected_version: version });
export const noteCase = (reference: string, text: string) => post<CaseDetail>(oneCase(reference, "/note"), { text });
export const assignCase = (reference: string, agentId: string | null) => post<CaseDetail>(oneCase(reference, "/assign"), { agent_id: agentId });
export const carryOut = (reference: string, deed: "export" | "erase", version: number) => post<CaseDetail>(oneCase(reference, `/${deed}`), { expected_version: version });
export const takeFileBack = (reference: string, id: string) => call<CaseDetail>(oneCase(reference, `/files/${id}`), { method: "DELETE" });

export function giveFile(reference: string, file: File): Promise<CaseDetail> {
  const body = new FormData();
  body.append("file", file, file.name);
  return post<CaseDetail>(oneCase(reference, "/files"), body);
}

/** The calls about found items. */
import { call, post } from "../../api";
import type { CaseFound, FoundDetail, FoundList } from "../../../kit/api/types";
import type { Description, Show } from "./logic";

const one = (number: string, rest = "") => `/found-items/${encodeURIComponent(number)}${rest}`;

export const fetchItems = (show: Show, words: string, cursor: string | null) => {
  const query = new URLSearchParams({ state: show, ...(words && { q: words }), ...(cursor && { cursor }) });
  return call<FoundList>(`/found-items?${query.toString()}`);
};
export const fetchItem = (number: string) => call<FoundDetail>(one(number));
export const enter = (description: Description) => post<FoundDetail>("/found-items", description);
export const change = (number: string, description: Description, version: number) => call<FoundDetail>(one(number), { method: "PUT", body: { ...description, expected_version: version } });
export const link = (number: string, reference: string, note: string) => post<FoundDetail>(one(number, "/link"), { reference, note });
export const perform = (number: string, deed: "unlink" | "hand-back" | "dispose", note: string) => post<FoundDetail>(one(number, `/${deed}`), { note });
export const takePhotoAway = (number: string) => call<FoundDetail>(one(number, "/photo"), { method: "DELETE" });
export const fetchForCase = (reference: string) => call<CaseFound | null>(`/cases/${encodeURIComponent(reference)}/found-items`);

export function keepPhoto(number: string, file: File): Promise<FoundDetail> {
  const body = new FormData();
  body.append("file", file, file.name);
  return call<FoundDetail>(one(number, "/photo"), { method: "PUT", body });
}

/** Where the photo is; the version lets a new one be fetched. */
export const photoOf = (number: string, version: number): string => `/v1/desk${one(number, "/photo")}?v=${version}`;

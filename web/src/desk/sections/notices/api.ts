/** The calls about the notice board. */
import { call, post } from "../../api";
import type { NoticeDetail, NoticeIn, NoticeList } from "../../../kit/api/types";
import type { Show } from "./logic";

const PATH = "/notices";

export const fetchNotices = (show: Show) => call<NoticeList>(`${PATH}?show=${show}`);
export const fetchNotice = (id: string) => call<NoticeDetail>(`${PATH}/${id}`);
export const publish = (notice: NoticeIn) => post<NoticeDetail>(PATH, notice);
export const change = (id: string, notice: NoticeIn, version: number) => call<NoticeDetail>(`${PATH}/${id}`, { method: "PUT", body: { ...notice, expected_version: version } });
export const withdraw = (id: string, version: number) => post<NoticeDetail>(`${PATH}/${id}/withdraw`, { expected_version: version });

/** The calls about messages in quarantine. */
import { signed } from "../../api";
import type { Feed, QuarantinedMessage, ReadInPart, ReplayReport } from "../../../kit/api/types";

const feedPath = (feed: Feed, rest = "") => `/v1/${feed}/messages${rest}`;
const postFeed = <T>(path: string, body: unknown) => signed<T>(path, { method: "POST", body });

export async function fetchQuarantine(feed: Feed): Promise<QuarantinedMessage[]> {
  const { messages } = await signed<{ messages: Omit<QuarantinedMessage, "feed">[] }>(feedPath(feed, "?status=quarantined"));
  return messages.map((message) => ({ ...message, feed }));
}
export async function fetchReadInPart(feed: Feed): Promise<ReadInPart[]> {
  const { messages } = await signed<{ messages: Omit<ReadInPart, "feed">[] }>(feedPath(feed, "/in-part"));
  return messages.map((message) => ({ ...message, feed }));
}
export const replayQuarantined = (feed: Feed, id: string, raw: string) => postFeed<unknown>(feedPath(feed, `/${encodeURIComponent(id)}/replay`), { raw });
export const discardQuarantined = (feed: Feed, id: string) => postFeed<unknown>(feedPath(feed, `/${encodeURIComponent(id)}/discard`), {});
export const replayFeed = (feed: Feed) => postFeed<ReplayReport>(feedPath(feed, "/replay"), {});

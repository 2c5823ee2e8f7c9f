/** The calls about messages in quarantine. */
import { signed } from "../../api";
import type { Feed, QuarantinedMessage, ReadInPart, ReplayReport } from "../../../kit/api/types";

const feedPath = (feed: Feed, rest = "") => `/v1/${feed}/messages${rest}`;
const postFeed = <T>(path: string, body: unknown) => signed<T>(path, { method: "POST", body });

/** A page of a feed's quarantine, and the cursor of the next one. */
export interface QuarantinePage {
  messages: QuarantinedMessage[];
  next: string | null;
}

export const fetchQuarantine = (feed: Feed, cursor: string | null = null): Promise<QuarantinePage> =>
  signed<QuarantinePage>(feedPath(feed, cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""));
export async function fetchReadInPart(feed: Feed): Promise<ReadInPart[]> {
  const { messages } = await signed<{ messages: Omit<ReadInPart, "feed">[] }>(feedPath(feed, "/in-part"));
  return messages.map((message) => ({ ...message, feed }));
}
export const replayQuarantined = (feed: Feed, id: string, raw: string) => postFeed<unknown>(feedPath(feed, `/${encodeURIComponent(id)}/replay`), { raw });
export const discardQuarantined = (feed: Feed, id: string) => postFeed<unknown>(feedPath(feed, `/${encodeURIComponent(id)}/discard`), {});
export const replayFeed = (feed: Feed) => postFeed<ReplayReport>(feedPath(feed, "/replay"), {});

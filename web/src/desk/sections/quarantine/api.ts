/** The calls about messages in quarantine. */
import { signed } from "../../api";
import type { Feed, QuarantinedMessage, ReadInPart, ReplayReport } from "../../../kit/api/types";

const feedPath = (feed: Feed, rest = "") => `/v1/${feed}/messages${rest}`;
const postFeed = <T>(path: string, body: unknown) => signed<T>(path, { method: "POST", body });

/** A page of one of a feed's lists, and the cursor of the next one. */
export interface FeedPage<T> {
  messages: T[];
  next: string | null;
}

const after = (cursor: string | null): string => (cursor ? `?cursor=${encodeURIComponent(cursor)}` : "");

export const fetchQuarantine = (feed: Feed, cursor: string | null = null) => signed<FeedPage<QuarantinedMessage>>(feedPath(feed, after(cursor)));
export const fetchReadInPart = (feed: Feed, cursor: string | null = null) => signed<FeedPage<ReadInPart>>(feedPath(feed, `/in-part${after(cursor)}`));
export const replayQuarantined = (feed: Feed, id: string, raw: string) => postFeed<unknown>(feedPath(feed, `/${encodeURIComponent(id)}/replay`), { raw });
export const discardQuarantined = (feed: Feed, id: string) => postFeed<unknown>(feedPath(feed, `/${encodeURIComponent(id)}/discard`), {});
export const replayFeed = (feed: Feed) => postFeed<ReplayReport>(feedPath(feed, "/replay"), {});

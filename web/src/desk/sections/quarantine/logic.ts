/** Messages in quarantine: which are shown, where the fault is, and which comes after one is dealt with. */
import type { Feed, QuarantinedMessage } from "../../../kit/api/types";

/** "all", or the name of a feed. */
export type FeedFilter = Feed;
export const ALL: FeedFilter = "all";
export const filtersOf = (feeds: readonly Feed[]): readonly FeedFilter[] => [ALL, ...feeds];

export function shownOf<T extends QuarantinedMessage>(messages: readonly T[], filter: FeedFilter): T[] {
  return messages.filter((message) => filter === ALL || message.feed === filter).sort((a, b) => Date.parse(b.received_at) - Date.parse(a.received_at));
}

/** The server names at most so many messages of a feed. */
const PAGE = 100;

export const countOf = (messages: readonly QuarantinedMessage[], filter: FeedFilter): number => messages.filter(({ feed }) => filter === ALL || feed === filter).length;

/** The number for people: there may be more than the server named. */
export function countedAs(messages: readonly QuarantinedMessage[], filter: FeedFilter): string {
  const feeds = filter === ALL ? [...new Set(messages.map(({ feed }) => feed))] : [filter];
  const more = feeds.some((feed) => countOf(messages, feed) >= PAGE);
  return `${countOf(messages, filter)}${more ? "+" : ""}`;
}

/** The line, counted from 1, that a reason such as "line 3 .N field 1: …" names. */
export function faultyLine(reason: string | null): number | null {
  const line = /^line (\d+)/i.exec(reason ?? "")?.[1];
  return line ? Number(line) : null;
}

/** Feeds end lines as teleprinters did; a text field knows only one way. */
export const linesOf = (raw: string): string[] => raw.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");

/** Where to go on when a message leaves the list: the one below, else the one above. */
export function nextAfter(shown: readonly QuarantinedMessage[], id: string): string | null {
  const at = shown.findIndex((message) => message.id === id);
  return at < 0 ? null : (shown[at + 1]?.id ?? shown[at - 1]?.id ?? null);
}

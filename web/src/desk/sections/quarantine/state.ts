/** Messages in quarantine, of both feeds, and the corrections that are being written to them. */
import { ApiError } from "../../../kit/http";
import { Store } from "../../../kit/store";
import * as server from "./api";
import type { Paging } from "../../logic/pages";
import { ALL, countOf, type FeedFilter, nextAfter, shownOf } from "./logic";
import { text } from "./text";
import type { Feed, QuarantinedMessage, ReadInPart } from "../../../kit/api/types";
import { explain, notify } from "../../state/notices";
import { catalogue, loadCatalogue } from "../../state/catalogue";
import { here } from "../../state/route";
import { feedNames } from "../../text/catalogue";
import { selectQuarantined } from "./select";

export interface QuarantineState {
  phase: "loading" | "ready" | "failed";
  messages: QuarantinedMessage[];
  /** In use, although a part of each could not be read. */
  inPart: ReadInPart[];
  filter: FeedFilter;
  /** Feeds whose messages could not be loaded. */
  failed: Feed[];
  /** Where each feed's list goes on; nothing for a list that is whole. */
  next: Record<Feed, string>;
  more: Paging["more"];
  /** The same of what is in use. */
  partNext: Record<Feed, string>;
  partMore: Paging["more"];
}

const START: QuarantineState = { phase: "loading", messages: [], inPart: [], filter: ALL, failed: [], next: {}, more: "ready", partNext: {}, partMore: "ready" };
export const quarantine = new Store<QuarantineState>(START);

/** Unsent corrections by message id; they last as long as the page. */
export const edits = new Store<Record<string, string | undefined>>({});

/** Why the text that was last tried cannot be read, by message id. */
export const refusals = new Store<Record<string, string | undefined>>({});

export type QuarantineDeed = "replay" | "discard" | "replayAll";
export const quarantineDeed = new Store<QuarantineDeed | null>(null);

export function forgetQuarantine(): void {
  quarantine.set(START);
  edits.set({});
  refusals.set({});
}

export async function loadQuarantine({ quiet = false } = {}): Promise<void> {
  if (!quiet) quarantine.patch({ phase: "loading" });
  await loadCatalogue();
  const feeds = feedNames();
  const [answers, inPart] = await Promise.all([
    Promise.allSettled(feeds.map((feed) => server.fetchQuarantine(feed))),
    Promise.allSettled(feeds.map((feed) => server.fetchReadInPart(feed))),
  ]);
  const failed = feeds.filter((_, index) => answers[index]?.status === "rejected");
  if (quiet && failed.length) return;
  const pages = feeds.map((feed, index) => [feed, fulfilled(answers[index])] as const);
  const messages = pages.flatMap(([, page]) => page?.messages ?? []);
  const partly = feeds.map((feed, index) => [feed, fulfilled(inPart[index])] as const);
  quarantine.patch({ inPart: partly.flatMap(([, page]) => page?.messages ?? []), partNext: cursorsOf(partly), partMore: "ready" });
  quarantine.patch({ next: cursorsOf(pages), more: "ready" });
  quarantine.patch({ phase: catalogue.value === null || (feeds.length > 0 && failed.length === feeds.length) ? "failed" : "ready", messages, failed });
}

const SOON_MS = 400;
let reload: ReturnType<typeof setTimeout> | undefined;

/** Something came in or was dealt with, here or by a colleague: ask once for many. */
export function reloadSoon(): void {
  reload ??= setTimeout(() => {
    reload = undefined;
    void loadQuarantine({ quiet: true });
  }, SOON_MS);
}

type Pages<T> = readonly (readonly [Feed, server.FeedPage<T> | undefined])[];

const fulfilled = <T>(answer: PromiseSettledResult<T> | undefined): T | undefined => (answer?.status === "fulfilled" ? answer.value : undefined);
const cursorsOf = <T>(pages: Pages<T>): Record<Feed, string> => Object.fromEntries(pages.flatMap(([feed, page]) => (page?.next ? [[feed, page.next]] : [])));

const pagesAfter = <T>(next: Record<Feed, string>, fetch: (feed: Feed, cursor: string) => Promise<server.FeedPage<T>>) =>
  Promise.all(Object.entries(next).map(async ([feed, cursor]) => [feed, await fetch(feed, cursor)] as const));

/** The next page of every feed's list that goes on. */
export async function loadMoreQuarantined(): Promise<void> {
  const { next, more } = quarantine.value;
  if (Object.keys(next).length === 0 || more === "loading") return;
  quarantine.patch({ more: "loading" });
  try {
    const pages = await pagesAfter(next, server.fetchQuarantine);
    // Read anew meanwhile: then these pages belong to another list.
    if (quarantine.value.next !== next) return;
    const found = pages.flatMap(([, page]) => page.messages);
    quarantine.patch({ messages: [...quarantine.value.messages, ...found], next: cursorsOf(pages), more: "ready" });
  } catch {
    if (quarantine.value.next === next) quarantine.patch({ more: "failed" });
  }
}

/** The same of what is in use although a part of it could not be read. */
export async function loadMoreInPart(): Promise<void> {
  const { partNext: next, partMore } = quarantine.value;
  if (Object.keys(next).length === 0 || partMore === "loading") return;
  quarantine.patch({ partMore: "loading" });
  try {
    const pages = await pagesAfter(next, server.fetchReadInPart);
    if (quarantine.value.partNext !== next) return;
    const found = pages.flatMap(([, page]) => page.messages);
    quarantine.patch({ inPart: [...quarantine.value.inPart, ...found], partNext: cursorsOf(pages), partMore: "ready" });
  } catch {
    if (quarantine.value.partNext === next) quarantine.patch({ partMore: "failed" });
  }
}

/** Take a message off the list and go on with the next one. */
function remove(message: QuarantinedMessage): void {
  const { messages, filter } = quarantine.value;
  const next = nextAfter(shownOf(messages, filter), message.id);
  quarantine.patch({ messages: messages.filter(({ id }) => id !== message.id) });
  edits.patch({ [message.id]: undefined });
  refusals.patch({ [message.id]: undefined });
  if (here.value.id === message.id) selectQuarantined(next);
}

async function perform(deed: QuarantineDeed, request: () => Promise<void>): Promise<void> {
  if (quarantineDeed.value) return;
  quarantineDeed.set(deed);
  try {
    await request();
  } catch (error) {
    notify(explain(error), "danger");
  } finally {
    quarantineDeed.set(null);
  }
}

/** Read a message again, as it stands in the field. What still cannot be read says why. */
export const replay = (message: QuarantinedMessage): Promise<void> =>
  perform("replay", async () => {
    try {
      await server.replayQuarantined(message.feed, message.id, edits.value[message.id] ?? message.raw);
      remove(message);
      notify(text().quarantine.read);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404) return gone(message);
      if (error.code !== "still_unreadable") throw error;
      refusals.patch({ [message.id]: String(error.details["reason"] ?? text().quarantine.still) });
    }
  });

export const discard = (message: QuarantinedMessage): Promise<void> =>
  perform("discard", async () => {
    try {
      await server.discardQuarantined(message.feed, message.id);
      remove(message);
      notify(text().quarantine.discarded);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
      gone(message);
    }
  });

/** A colleague was faster. */
function gone(message: QuarantinedMessage): void {
  remove(message);
  notify(text().quarantine.missing);
}

/** Read everything shown again as it is: after an update many of them may be understood. */
export const replayAll = (): Promise<void> =>
  perform("replayAll", async () => {
    const { filter, messages } = quarantine.value;
    const feeds = feedNames().filter((feed) => (filter === ALL || filter === feed) && countOf(messages, feed) > 0);
    const answers = await Promise.allSettled(feeds.map((feed) => server.replayFeed(feed)));
    await loadQuarantine({ quiet: true });
    const failure = answers.find((answer) => answer.status === "rejected");
    if (failure) throw failure.reason;
    const reports = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    const left = reports.reduce((sum, report) => sum + report.quarantined, 0);
    const read = reports.reduce((sum, report) => sum + report.received - report.quarantined, 0);
    notify(left ? text().quarantine.someRead(read, left) : text().quarantine.allRead(read));
  });

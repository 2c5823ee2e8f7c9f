import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../../../../kit/api/messages";
import type { ConversationDetail } from "../../../../kit/api/types";
import { fetchConversation } from "../api";
import { makeSummary } from "../../../testing/makeSummary";
import { forgetThreads, loadThread, receiveMessage, selected, threads } from "./threads";

vi.mock("../api", () => ({ fetchConversation: vi.fn(), fetchMessages: vi.fn() }));

const said = (conversation_id: string, seq: number): Message => ({
  id: `${conversation_id}-${seq}`, conversation_id, seq, client_id: null, author: "bot", author_name: null, kind: "text", body: "…", data: {}, language: "en", created_at: "2026-01-01T10:00:00Z",
});

const detailOf = (id: string): ConversationDetail => ({
  conversation: makeSummary({ id }), messages: [said(id, 1)], customer: { id: "v1", name: null, language: "en", created_at: "2026-01-01T10:00:00Z", conversations: 1, bounced: [], preferences: [] },
  handover: null, interactions: [], surveys: [], earlier_surveys: [], previous: [], notes: [],
});

beforeEach(async () => {
  vi.useFakeTimers();
  vi.mocked(fetchConversation).mockImplementation(async (id) => detailOf(id));
  await loadThread("open");
  await loadThread("other");
  selected.set("open");
  vi.mocked(fetchConversation).mockClear();
});

afterEach(() => {
  forgetThreads();
  vi.useRealTimers();
});

describe("after the assistant spoke", () => {
  it("the open conversation is read anew although another one speaks in the meantime", async () => {
    receiveMessage("open", said("open", 2));
    await vi.advanceTimersByTimeAsync(400);
    receiveMessage("other", said("other", 2));
    await vi.advanceTimersByTimeAsync(400);

    expect(vi.mocked(fetchConversation).mock.calls).toEqual([["open"]]);
    await vi.advanceTimersByTimeAsync(400);
    expect(threads.value["other"]?.stale).toBe(true);
  });

  it("several messages in a row are one question", async () => {
    receiveMessage("open", said("open", 2));
    await vi.advanceTimersByTimeAsync(400);
    receiveMessage("open", said("open", 3));
    await vi.advanceTimersByTimeAsync(2_000);

    expect(fetchConversation).toHaveBeenCalledTimes(1);
  });

  it("nothing is asked for once somebody signs out", async () => {
    receiveMessage("open", said("open", 2));
    forgetThreads();
    await vi.advanceTimersByTimeAsync(2_000);

    expect(fetchConversation).not.toHaveBeenCalled();
  });
});

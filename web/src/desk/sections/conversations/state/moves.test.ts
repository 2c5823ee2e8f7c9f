import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../../../../kit/http";
import type { Summary } from "../../../../kit/api/types";
import { notices } from "../../../state/notices";
import { draftOf } from "../../../state/drafts";
import { session } from "../../../state/session";
import { makeSummary } from "../../../testing/makeSummary";
import * as server from "../api";
import { forgetList, summaries } from "./list";
import { doubted, giveBack, resolve } from "./moves";
import { outbox, send } from "./outbox";

vi.mock("../api", () => ({ write: vi.fn(), resolve: vi.fn(), giveBack: vi.fn(), reopen: vi.fn(), take: vi.fn(), fetchList: vi.fn(), fetchMessages: vi.fn(), fetchConversation: vi.fn() }));

vi.mock("../../../state/drafts", () => ({ draftOf: vi.fn(() => "") }));

const wei = { id: "a1", name: "Wei Chen" };
const said = (author: "visitor" | "agent") => ({ body: "x", author, created_at: "2026-01-01T10:00:00Z" });

function open(part: Partial<Summary> = {}): void {
  const one = makeSummary({ status: "assigned", assignee: wei, last_message: said("agent"), ...part });
  summaries.patch({ [one.id]: one });
  for (const move of [server.resolve, server.giveBack, server.reopen, server.take]) vi.mocked(move).mockResolvedValue({ conversation: one, message: null });
}

beforeEach(() => session.set({ phase: "in", agent: { ...wei, email: "wei@example.com", role: "agent", languages: ["zh"], status: "online" }, csrf: "" }));

afterEach(() => {
  forgetList();
  outbox.set([]);
  notices.set([]);
  vi.clearAllMocks();
});

describe("what takes a conversation out of an agent's hands", () => {
  it.each([
    [resolve, server.reopen],
    [giveBack, server.take],
  ])("can be undone for a while", async (move, back) => {
    open();

    await move("c1");
    notices.value[0]?.action?.run();

    await vi.waitFor(() => expect(back).toHaveBeenCalledWith("c1"));
  });

  it("is doubted with a reply that was begun", async () => {
    open();
    vi.mocked(draftOf).mockReturnValueOnce("Dear");

    await resolve("c1");

    expect(server.resolve).not.toHaveBeenCalled();
    expect(doubted.value).toEqual({ id: "c1", move: "resolve", why: "draft" });
    await resolve("c1", { sure: true });
    expect([vi.mocked(server.resolve).mock.calls.length, doubted.value]).toEqual([1, null]);
  });

  it("is doubted while the customer waits for an answer", async () => {
    open({ waiting_since: "2026-01-01T10:00:00Z", last_message: said("visitor") });

    await giveBack("c1");

    expect(server.giveBack).not.toHaveBeenCalled();
    expect(doubted.value?.why).toBe("unanswered");
  });

  it("waits for a reply that is on its way, and then is not doubted", async () => {
    open({ last_message: said("visitor") });
    const answered = makeSummary({ status: "assigned", assignee: wei, last_message: said("agent"), updated_at: "2027-01-01T10:00:00Z" });
    let arrive = (): void => {};
    vi.mocked(server.write).mockReturnValue(new Promise((done) => (arrive = () => done({ conversation: answered, message: null }))));
    send("c1", "reply", "Dear Li");

    const resolving = resolve("c1");
    expect(server.resolve).not.toHaveBeenCalled();
    arrive();
    await resolving;

    expect([doubted.value, vi.mocked(server.resolve).mock.calls.length]).toEqual([null, 1]);
  });

  it("is doubted with a reply that could not be sent", async () => {
    open();
    vi.mocked(server.write).mockRejectedValue(new ApiError("unavailable", "away", 503));
    send("c1", "reply", "Dear Li");

    await resolve("c1");

    expect([doubted.value?.why, vi.mocked(server.resolve).mock.calls.length]).toEqual(["draft", 0]);
  });
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session } from "../../../state/session";
import { fetchList } from "../api";
import { receive } from "./live";

vi.mock("../api", () => ({ fetchList: vi.fn(async () => ({ conversations: [], counts: { mine: 0, unassigned: 0, all: 0 } })) }));

beforeEach(() => {
  vi.useFakeTimers();
  session.set({ phase: "in", agent: { id: "a1", name: "Wei Chen", email: "wei@example.com", role: "agent", languages: ["zh"], status: "online" }, csrf: "" });
});

afterEach(() => vi.useRealTimers());

it("looks at the list once, however often the queue moved meanwhile", async () => {
  receive({ type: "queue" });
  receive({ type: "queue" });
  await vi.advanceTimersByTimeAsync(2_000);

  expect(fetchList).toHaveBeenCalledOnce();
});

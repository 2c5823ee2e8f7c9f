import { beforeEach, expect, it, vi } from "vitest";
import type { Summary } from "../../../../kit/api/types";
import { alertAgent } from "../../../state/alerts";
import { session } from "../../../state/session";
import { makeSummary } from "../../../testing/makeSummary";
import { alertChange } from "./alerts";

vi.mock("../../../state/alerts", () => ({ alertAgent: vi.fn() }));

const tom = { id: "a2", name: "Tom" };
const wei = { id: "a1", name: "Wei Chen" };
const NOW = { moved_at: "2026-01-01T10:00:00Z", updated_at: "2026-01-01T10:00:01Z" };
const LATER = { ...NOW, updated_at: "2026-01-01T10:09:00Z" };
const titles = () => vi.mocked(alertAgent).mock.calls.map(([alert]) => alert.title);

beforeEach(() => {
  vi.mocked(alertAgent).mockClear();
  session.set({ phase: "in", agent: { id: "a1", name: "Wei Chen", email: "wei@example.com", role: "agent", languages: ["zh"], status: "online" }, csrf: "" });
});

it("tells every desk, once, of somebody in danger whom a colleague has", () => {
  const before = makeSummary({ status: "assigned", assignee: tom, priority: 2 });
  const after: Summary = { ...before, priority: 3 };

  alertChange(before, after);
  alertChange(after, { ...after, last_seq: after.last_seq + 1 });

  expect(alertAgent).toHaveBeenCalledOnce();
  expect(vi.mocked(alertAgent).mock.calls[0]?.[0].title).toMatch(/danger|危险/);
});

it("stays silent about the ordinary words of a colleague's customer", () => {
  const before = makeSummary({ status: "assigned", assignee: tom, priority: 0 });

  alertChange(before, { ...before, last_seq: before.last_seq + 1 });

  expect(alertAgent).not.toHaveBeenCalled();
});

it.each([
  ["loaded", makeSummary({ id: "t1", status: "assigned", assignee: tom, moved_at: "2026-01-01T09:00:00Z" })],
  ["never loaded", undefined],
])("tells once of a conversation that was passed on, %s", (id, before) => {
  const after = makeSummary({ id, status: "assigned", assignee: wei, joined: false, ...NOW });

  alertChange(before, after);
  alertChange(after, { ...after, last_seq: after.last_seq + 1, joined: true });

  expect(titles()).toEqual([expect.stringMatching(/transferred|转交/)]);
});

it("tells of the queue when somebody joins it, not when they write there", () => {
  const waiting = makeSummary({ id: "q1" });
  alertChange(undefined, { ...waiting, ...NOW });
  alertChange(undefined, { ...waiting, ...LATER });
  alertChange(undefined, { ...waiting, id: "q2", ...LATER });

  expect(titles()).toEqual([expect.stringMatching(/queue|队列/)]);
});

it("tells when the time of a snoozed conversation has come", () => {
  const snoozed = makeSummary({ id: "s1", status: "snoozed", assignee: wei, moved_at: "2026-01-01T09:00:00Z" });

  alertChange(snoozed, { ...snoozed, status: "assigned", ...NOW });

  expect(titles()).toEqual([expect.stringMatching(/snoozed|暂缓/)]);
});

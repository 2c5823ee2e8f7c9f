import { beforeEach, expect, it, vi } from "vitest";
import type { Summary } from "../../../../kit/api/types";
import { alertAgent } from "../../../state/alerts";
import { session } from "../../../state/session";
import { makeSummary } from "../../../testing/makeSummary";
import { alertChange } from "./alerts";

vi.mock("../../../state/alerts", () => ({ alertAgent: vi.fn() }));

const tom = { id: "a2", name: "Tom" };

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

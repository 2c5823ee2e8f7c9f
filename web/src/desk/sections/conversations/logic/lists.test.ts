import { describe, expect, it } from "vitest";
import { makeSummary } from "../../../testing/makeSummary";
import { belongs, countsAfter, sorted } from "./lists";

const mine = { id: "a1", name: "Mei" };

describe("lists", () => {
  it("shows the queue to everybody and an assigned conversation to its agent", () => {
    expect(belongs(makeSummary(), "unassigned", "open", "a1")).toBe(true);
    expect(belongs(makeSummary(), "mine", "open", "a1")).toBe(false);
    expect(belongs(makeSummary({ status: "assigned", assignee: mine }), "mine", "open", "a1")).toBe(true);
    expect(belongs(makeSummary({ status: "assigned", assignee: mine }), "mine", "open", "a2")).toBe(false);
  });

  it("keeps snoozed and resolved conversations out of the open lists", () => {
    const snoozed = makeSummary({ status: "snoozed", assignee: mine });
    expect(belongs(snoozed, "mine", "open", "a1")).toBe(false);
    expect(belongs(snoozed, "mine", "snoozed", "a1")).toBe(true);
    expect(belongs(makeSummary({ status: "resolved" }), "all", "open", "a1")).toBe(false);
  });

  it("moves a count from the queue to mine when I take a conversation", () => {
    const taken = makeSummary({ status: "assigned", assignee: mine });
    expect(countsAfter({ mine: 2, unassigned: 3, all: 9 }, makeSummary(), taken, "a1")).toEqual({ mine: 3, unassigned: 2, all: 9 });
  });

  it("puts an upset customer before a calm one who waits longer", () => {
    const calm = makeSummary({ id: "calm", waiting_since: "2026-01-01T09:00:00Z" });
    const upset = makeSummary({ id: "upset", waiting_since: "2026-01-01T09:30:00Z", priority: 2 });
    expect(sorted([upset, calm], "longest").map(({ id }) => id)).toEqual(["calm", "upset"]);
    expect(sorted([calm, upset], "waiting").map(({ id }) => id)).toEqual(["upset", "calm"]);
  });

  it("puts whoever waits longest first, and those nobody waits for last, newest first", () => {
    const long = makeSummary({ id: "long", waiting_since: "2026-01-01T09:00:00Z" });
    const short = makeSummary({ id: "short", waiting_since: "2026-01-01T09:30:00Z" });
    const old = makeSummary({ id: "old", updated_at: "2026-01-01T08:00:00Z" });
    const fresh = makeSummary({ id: "fresh", updated_at: "2026-01-01T11:00:00Z" });
    expect(sorted([old, short, fresh, long], "waiting").map(({ id }) => id)).toEqual(["long", "short", "fresh", "old"]);
  });
});

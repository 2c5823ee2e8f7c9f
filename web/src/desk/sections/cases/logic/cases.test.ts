import { describe, expect, it } from "vitest";
import { makeCase } from "../../../testing/makeCase";
import { deadlinesInOrder, dueOf, inOrder, queryOf } from "./cases";

const NOW = Date.parse("2026-03-04T12:00:00Z");
const hours = (n: number) => new Date(NOW + n * 3_600_000).toISOString();

describe("the filter of cases", () => {
  it("asks for open, for mine, and for closed cases", () => {
    expect(queryOf({ tab: "open", kind: "", words: "" })).toBe("status=open");
    expect(queryOf({ tab: "mine", kind: "", words: " " })).toBe("status=open&assignee=me");
    expect(queryOf({ tab: "closed", kind: "bag_claim", words: "" })).toBe("status=closed&kind=bag_claim");
  });

  it("looks in every list when somebody searches", () => {
    expect(queryOf({ tab: "mine", kind: "bag_claim", words: " PEK " })).toBe("status=any&kind=bag_claim&q=PEK");
  });
});

describe("the due time of a case", () => {
  it.each([
    [-1, "overdue"],
    [0, "soon"],
    [24, "soon"],
    [25, "later"],
  ])("that is %d hours away is %s", (away, urgency) => {
    expect(dueOf(makeCase({ due_at: hours(away) }), NOW)?.urgency).toBe(urgency);
  });

  it("presses nobody once the case is closed, or when there is none", () => {
    expect(dueOf(makeCase({ due_at: hours(-5), closed_at: hours(-6) }), NOW)).toBeNull();
    expect(dueOf(makeCase(), NOW)).toBeNull();
  });
});

describe("deadlines", () => {
  const today = new Date(2026, 2, 4, 23, 30);

  it("put the next one first and those that have passed last", () => {
    const on = (due_on: string) => ({ kind: "notice", due_on, basis: { zh: "", en: "" } });
    const order = deadlinesInOrder([on("2028-03-01"), on("2026-03-01"), on("2026-03-04")], today);
    expect(order.map(({ due_on }) => due_on)).toEqual(["2026-03-04", "2028-03-01", "2026-03-01"]);
  });
});

describe("the order of cases", () => {
  it("is by what is due first, then newest first; closed ones do not press", () => {
    const late = makeCase({ id: "late", due_at: hours(-3) });
    const next = makeCase({ id: "next", due_at: hours(3) });
    const old = makeCase({ id: "old", updated_at: hours(-50) });
    const fresh = makeCase({ id: "fresh", updated_at: hours(-1) });
    const shut = makeCase({ id: "shut", closed_at: hours(-20), due_at: hours(-90), updated_at: hours(-20) });
    expect(inOrder([old, next, shut, fresh, late]).map(({ id }) => id)).toEqual(["late", "next", "fresh", "shut", "old"]);
  });
});

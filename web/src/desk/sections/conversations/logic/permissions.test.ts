import { describe, expect, it } from "vitest";
import type { Agent } from "../../../../kit/api/types";
import { makeSummary } from "../../../testing/makeSummary";
import { movesFor, permissionOf } from "./permissions";

const agent: Agent = { id: "a1", name: "Mei", email: "mei@example.com", role: "agent", languages: ["zh", "en"], status: "online" };
const supervisor: Agent = { ...agent, role: "supervisor" };
const colleague = { id: "a2", name: "Tom" };

describe("moves", () => {
  it("let an agent take what the assistant or the queue has, and nothing else", () => {
    expect(movesFor(makeSummary({ status: "bot" }), agent).has("take")).toBe(true);
    expect(movesFor(makeSummary({ status: "queued" }), agent).has("take")).toBe(true);
    expect(movesFor(makeSummary({ status: "assigned", assignee: colleague }), agent).size).toBe(0);
  });

  it("let a supervisor pass on a colleague's conversation without speaking in it", () => {
    const theirs = makeSummary({ status: "assigned", assignee: colleague });
    expect(permissionOf(theirs, supervisor)).toBe("other");
    expect(movesFor(theirs, supervisor).has("transfer")).toBe(true);
  });

  it("wake what is snoozed and reopen what is resolved", () => {
    expect([...movesFor(makeSummary({ status: "snoozed" }), agent)]).toEqual(["wake"]);
    expect([...movesFor(makeSummary({ status: "resolved" }), agent)]).toEqual(["reopen"]);
  });
});

import { describe, expect, it } from "vitest";
import type { QuarantinedMessage } from "../../../kit/api/types";
import { countedAs, countOf, faultyLine, linesOf, nextAfter, shownOf } from "./logic";

const quarantine = (id: string, feed: QuarantinedMessage["feed"], minute: number): QuarantinedMessage => ({
  id, feed, raw: "BSM", type: null, reason: null, received_at: `2026-01-01T10:0${minute}:00Z`,
});
const all = [quarantine("a", "baggage", 1), quarantine("b", "flights", 3), quarantine("c", "baggage", 2)];

describe("messages in quarantine", () => {
  it("are shown newest first, of one feed or of both", () => {
    expect(shownOf(all, "all").map(({ id }) => id)).toEqual(["b", "c", "a"]);
    expect(shownOf(all, "baggage").map(({ id }) => id)).toEqual(["c", "a"]);
    expect(countOf(all, "flights")).toBe(1);
    expect(countedAs(all, "all")).toBe("3");
  });

  it("may be more than were named, when a whole page of a feed came", () => {
    const page = Array.from({ length: 100 }, (_, index) => quarantine(`p${index}`, "baggage", 1));
    expect(countedAs([...page, quarantine("f", "flights", 2)], "all")).toBe("101+");
    expect(countedAs([...page, quarantine("f", "flights", 2)], "flights")).toBe("1");
  });

  it.each([
    ["line 3 .N field 1: a tag has 10 digits", 3],
    ["Line 12: unknown element", 12],
    ["the message: no end", null],
    [null, null],
  ])("with the reason %j have their fault in line %j", (reason, line) => {
    expect(faultyLine(reason)).toBe(line);
  });

  it("are cut into lines whatever ended them", () => {
    expect(linesOf("BSM\r\n.V/1L\r.N/1\nENDBSM\r\n\r\n")).toEqual(["BSM", ".V/1L", ".N/1", "ENDBSM"]);
  });

  it("give way to the one below, and the last one to the one above", () => {
    const shown = shownOf(all, "all");
    expect(nextAfter(shown, "b")).toBe("c");
    expect(nextAfter(shown, "a")).toBe("c");
    expect(nextAfter(shown, "x")).toBeNull();
    expect(nextAfter([quarantine("a", "baggage", 1)], "a")).toBeNull();
  });
});

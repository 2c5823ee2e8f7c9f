import { describe, expect, it } from "vitest";
import { type Place, placeFrom, queryFor } from "./places";

describe("places", () => {
  it.each<Place>([
    { name: "conversations", id: null },
    { name: "conversations", id: "0198-abc" },
    { name: "cases", id: null },
    { name: "cases", id: "CGOXX 12345" },
    { name: "messages", id: "m&1" },
  ])("come back from their own address: %o", (place) => {
    expect(placeFrom(queryFor(place))).toEqual(place);
  });

  it("keep the addresses of conversations that were shared before there were others", () => {
    expect(placeFrom("?c=c1")).toEqual({ name: "conversations", id: "c1" });
    expect(queryFor({ name: "conversations", id: "c1" })).toBe("?c=c1");
  });

  it("are the conversations when the address makes no sense", () => {
    expect(placeFrom("?in=kitchen&ref=X1")).toEqual({ name: "conversations", id: null });
    expect(placeFrom("?in=cases&ref=")).toEqual({ name: "cases", id: null });
  });
});

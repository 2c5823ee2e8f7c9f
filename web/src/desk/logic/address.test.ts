import { describe, expect, it } from "vitest";
import { type Address, addressFrom, queryFor } from "./address";

const SECTIONS = [
  { id: "conversations", parameter: "c" },
  { id: "cases", parameter: "ref" },
  { id: "quarantine", formerly: ["messages"], parameter: "m" },
];

describe("addresses", () => {
  it.each<Address>([
    { section: "conversations", id: null },
    { section: "conversations", id: "0198-abc" },
    { section: "cases", id: null },
    { section: "cases", id: "CGOXX 12345" },
    { section: "quarantine", id: "m&1" },
  ])("come back from themselves: %o", (address) => {
    expect(addressFrom(queryFor(address, SECTIONS), SECTIONS)).toEqual(address);
  });

  it("of conversations that were shared before there were other sections still lead there", () => {
    expect(addressFrom("?c=c1", SECTIONS)).toEqual({ section: "conversations", id: "c1" });
    expect(queryFor({ section: "conversations", id: "c1" }, SECTIONS)).toBe("?c=c1");
  });

  it("that use a section's former name still lead there", () => {
    expect(addressFrom("?in=messages&m=m1", SECTIONS)).toEqual({ section: "quarantine", id: "m1" });
  });

  it("that make no sense lead to the first section", () => {
    expect(addressFrom("?in=kitchen&ref=X1", SECTIONS)).toEqual({ section: "conversations", id: null });
    expect(addressFrom("?in=cases&ref=", SECTIONS)).toEqual({ section: "cases", id: null });
  });
});

import { expect, test } from "vitest";
import { beforeOf, queryFrom, searchFor } from "./query";

const TODAY = "2026-03-29";

test("an address says the same after it was read", () => {
  const search = "?from=2026-03-02&to=2026-03-29&language=zh&channel=web&skill=bag_status&against=2025-03-03";

  expect(searchFor(queryFrom(search, TODAY))).toBe(search);
});

test("an address that makes no sense asks for what is usual", () => {
  const query = queryFrom("?from=yesterday&against=soon&channel=", TODAY);

  expect(query).toMatchObject({ to: "2026-03-29", channel: null, skill: null, against: null });
});

test("the period before is as many days, and ends where this one begins", () => {
  expect(beforeOf({ from: "2026-03-02", to: "2026-03-29", language: null })).toBe("2026-02-02");
});

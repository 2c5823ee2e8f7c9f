import { describe, expect, it, vi } from "vitest";
import { firstPages, pagingOf } from "./pages";

const NEXT: Record<string, string | null> = { start: "b", b: "c", c: null };
const fetchPage = vi.fn(async (cursor: string | null) => ({ rows: [cursor], next: NEXT[cursor ?? "start"] ?? null }));

describe("pages", () => {
  it("a list that is read anew has as many pages as before", async () => {
    const found = await firstPages(fetchPage, 2);

    expect(found.flatMap(({ rows }) => rows)).toEqual([null, "b"]);
    expect(pagingOf(found)).toEqual({ pages: 2, next: "c", more: "ready" });
  });

  it("a list that became shorter ends where it ends", async () => {
    const found = await firstPages(fetchPage, 9);

    expect(pagingOf(found)).toEqual({ pages: 3, next: null, more: "ready" });
  });
});

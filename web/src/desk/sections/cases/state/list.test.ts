import { afterEach, describe, expect, it, vi } from "vitest";
import type { CaseList, CaseSummary } from "../../../../kit/api/types";
import { fetchCases } from "../api";
import { cases, filterCases, forgetCases, loadCases, loadMoreCases } from "./list";

vi.mock("../api", () => ({ fetchCases: vi.fn() }));

const one = (id: string): CaseSummary => ({
  id, reference: id, kind: "lost_toy", title: { zh: "玩具", en: "Toy" }, status: "reported", customer: { id: "v1", name: null }, conversation_id: "c1", assignee: null,
  created_at: "2026-01-01T10:00:00Z", updated_at: "2026-01-01T10:00:00Z", due_at: null, closed_at: null, deadlines: [],
} as unknown as CaseSummary);
const page = (ids: string[], next: string | null): CaseList => ({ cases: ids.map(one), counts: { open: 3, mine: 0, overdue: 0 }, next });
const shown = () => cases.value.shown.map(({ id }) => id);

afterEach(() => {
  forgetCases();
  vi.resetAllMocks();
});

describe("the list of cases", () => {
  it("goes on where it stopped, and does not become shorter when it is read anew", async () => {
    vi.mocked(fetchCases).mockImplementation(async (_query, cursor) => (cursor === "after b" ? page(["b", "c"], null) : page(["a", "b"], "after b")));

    await loadCases();
    await loadMoreCases();
    expect(shown()).toEqual(["a", "b", "c"]);
    await loadCases({ quiet: true });

    expect(shown()).toEqual(["a", "b", "c"]);
    expect(cases.value.paging.next).toBeNull();
  });

  it("starts with the first page when something else is looked for", async () => {
    vi.mocked(fetchCases).mockResolvedValue(page(["a"], "after a"));
    await loadCases();
    filterCases({ words: "UM" });

    expect(cases.value.paging).toEqual({ pages: 1, next: null, more: "ready" });
  });
});

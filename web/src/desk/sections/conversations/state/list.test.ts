import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Agent, ConversationList } from "../../../../kit/api/types";
import { session } from "../../../state/session";
import { makeSummary } from "../../../testing/makeSummary";
import { fetchList } from "../api";
import { forgetList, list, loadList, loadMore, receiveSummary, showLabel, showView, shownRows } from "./list";

vi.mock("../api", () => ({ fetchList: vi.fn(), fetchMessages: vi.fn() }));

const agent: Agent = { id: "a1", name: "Mei", email: "mei@example.com", role: "agent", languages: ["zh", "en"], status: "online" };
const page = (ids: string[], next: string | null): ConversationList => ({ conversations: ids.map((id) => makeSummary({ id })), counts: { mine: 0, unassigned: 9, all: 9 }, next });
const PAGES: Record<string, ConversationList> = { first: page(["a", "b"], "after b"), "after b": page(["c", "d"], "after d"), "after d": page(["e"], null) };
const shown = () => shownRows().map(({ id }) => id).sort();

beforeEach(async () => {
  session.set({ phase: "in", agent, csrf: "" });
  vi.mocked(fetchList).mockImplementation(async (_view, _status, asked) => PAGES[asked?.cursor ?? "first"] ?? page([], null));
  list.patch({ view: "all" });
  await loadList();
});

afterEach(() => {
  forgetList();
  vi.clearAllMocks();
});

describe("the list of conversations", () => {
  it("goes on where it stopped, until there is no more", async () => {
    expect(shown()).toEqual(["a", "b"]);
    await loadMore();
    expect(shown()).toEqual(["a", "b", "c", "d"]);
    await loadMore();
    await loadMore();

    expect(shown()).toEqual(["a", "b", "c", "d", "e"]);
    expect(fetchList).toHaveBeenCalledTimes(3);
  });

  it("does not become shorter when it is read anew", async () => {
    await loadMore();
    await loadList({ quiet: true });

    expect(shown()).toEqual(["a", "b", "c", "d"]);
    expect(list.value.paging.next).toBe("after d");
  });

  it("can be tried again when more could not be had", async () => {
    vi.mocked(fetchList).mockRejectedValueOnce(new Error("away"));
    await loadMore();
    expect([list.value.paging.more, shown().length]).toEqual(["failed", 2]);
    await loadMore();

    expect([list.value.paging.more, shown().length]).toEqual(["ready", 4]);
  });

  it("leaves out of a page what happened while the page was on its way", async () => {
    const more = loadMore();
    receiveSummary(makeSummary({ id: "c", status: "resolved", updated_at: "2026-01-01T11:00:00Z" }));
    await more;

    expect(shown()).toEqual(["a", "b", "d"]);
  });

  it("forgets a page that belongs to the list before", async () => {
    const more = loadMore();
    vi.mocked(fetchList).mockResolvedValue(page(["z"], null));
    showView("unassigned");
    await more;
    await vi.waitFor(() => expect(list.value.phase).toBe("ready"));

    expect(shown()).toEqual(["z"]);
  });

  it("shows those alone that have the label, also when it is put on or taken off meanwhile", async () => {
    vi.mocked(fetchList).mockResolvedValue({ ...page([], null), conversations: [makeSummary({ id: "a", labels: ["vip"] })] });
    showLabel("vip");
    await vi.waitFor(() => expect(shown()).toEqual(["a"]));
    expect(vi.mocked(fetchList).mock.lastCall?.[2]).toMatchObject({ label: "vip" });

    receiveSummary(makeSummary({ id: "b", labels: ["vip"] }));
    receiveSummary(makeSummary({ id: "c" }));
    receiveSummary(makeSummary({ id: "a" }));

    expect(shown()).toEqual(["b"]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ArticleDetail } from "../../../../kit/api/types";
import { ApiError } from "../../../../kit/http";
import * as server from "../api";
import { emptyContents } from "../logic/contents";
import { change, edits, editOf, forgetEditor, keepMine, loadArticle, overtaken, problems, save, unsaved, writeNote } from "./editor";

vi.mock("../api");
vi.mock("../select", async (original) => ({ ...(await original<object>()), select: vi.fn() }));
vi.mock("../../../state/notices", () => ({ notify: vi.fn(), explain: () => "" }));
vi.mock("./list", () => ({ loadArticles: vi.fn() }));
vi.mock("./questions", () => ({ loadQuestions: vi.fn() }));

function detail(version: number, title: string): ArticleDetail {
  const contents = { ...emptyContents(), title: { zh: "标题", en: title } };
  return { article: { key: "lounge", version }, contents, problems: [], versions: [] } as unknown as ArticleDetail;
}

const rename = (title: string) => change("lounge", "title.en", (contents) => ({ ...contents, title: { ...contents.title, en: title } }));

beforeEach(async () => {
  vi.stubGlobal("requestAnimationFrame", vi.fn());
  vi.mocked(server.fetchArticle).mockResolvedValue(detail(1, "Lounge"));
  await loadArticle("lounge");
});

afterEach(() => {
  forgetEditor();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
});

describe("what is written in an article", () => {
  it("is unsaved until it is saved, or is what is saved already", async () => {
    expect(unsaved()).toBe(false);
    rename("Lounges");
    expect(unsaved()).toBe(true);
    rename("Lounge");
    expect(unsaved()).toBe(false);

    writeNote("lounge", "Why");
    vi.mocked(server.saveArticle).mockResolvedValue(detail(2, "Lounge"));
    await save("lounge", true);
    expect(server.saveArticle).toHaveBeenCalledWith("lounge", 1, expect.objectContaining({ note: "Why", publish: true }));
    expect(unsaved()).toBe(false);
    expect(editOf("lounge")?.base).toBe(2);
  });

  it("stays when the article is read anew, and when the server refuses it", async () => {
    rename("");
    vi.mocked(server.fetchArticle).mockResolvedValue(detail(2, "Theirs"));
    await loadArticle("lounge");
    expect(edits.value["lounge"]?.contents.title.en).toBe("");

    const fields = [{ field: "title.en", reason: "missing", facts: {} }];
    vi.stubGlobal("document", { querySelector: () => null });
    vi.mocked(server.saveArticle).mockRejectedValue(new ApiError("article_invalid", "", 422, null, { fields }));
    await save("lounge", true);
    expect(problems.value["lounge"]).toEqual(fields);
    rename("Mine");
    expect(problems.value["lounge"]).toEqual([]);
  });

  it("goes over a colleague's newer version only when that is wanted", async () => {
    rename("Mine");
    const details = { author: "Tom", at: "2026-01-01T10:00:00Z", version: 2 };
    vi.mocked(server.saveArticle).mockRejectedValue(new ApiError("article_changed", "", 409, null, details));
    await save("lounge", false);
    expect(overtaken.value["lounge"]).toEqual(details);
    expect(editOf("lounge")).toMatchObject({ base: 1, contents: { title: { en: "Mine" } } });

    vi.mocked(server.fetchArticle).mockResolvedValue(detail(2, "Theirs"));
    await keepMine("lounge");
    expect(overtaken.value["lounge"]).toBeUndefined();
    expect(editOf("lounge")).toMatchObject({ base: 2, contents: { title: { en: "Mine" } } });
  });
});

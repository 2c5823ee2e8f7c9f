import { beforeEach, expect, it, vi } from "vitest";
import { language } from "../../kit/i18n";
import { fetchRatings } from "../api";
import { notices } from "./notices";
import { loadMoreRatings, loadRatings, type Rating, ratings, receiveRating } from "./ratings";

vi.mock("../api", () => ({ fetchRatings: vi.fn() }));

const rating = (id: string, score: number | null, more: Partial<Rating> = {}): Rating => ({
  id, kind: "csat", label: { zh: "满意度", en: "Satisfaction" }, score, best: 5, comment: null, at: "2026-03-02T08:00:00Z", conversation_id: "c1", ...more,
});
const page = (next: string | null, ...list: Rating[]) => vi.mocked(fetchRatings).mockResolvedValueOnce({ figures: [], ratings: list, next });

beforeEach(() => {
  language.set("en");
  notices.set([]);
});

it("reads one page after the other", async () => {
  page("more", rating("a", 5));
  await loadRatings();
  page(null, rating("b", 2));
  await loadMoreRatings();

  expect(ratings.value.list.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(fetchRatings).toHaveBeenLastCalledWith("more");
});

it("says so when a rating arrives, once for each score, and puts it on top of the list", async () => {
  page(null, rating("old", 5));
  await loadRatings();

  receiveRating(rating("new", 4));
  receiveRating(rating("new", 4, { comment: "Thank you" }));

  expect(notices.value.map((one) => one.text)).toEqual(["A customer gave you 4 of 5"]);
  expect(ratings.value.list.map(({ id, comment }) => [id, comment])).toEqual([["new", "Thank you"], ["old", null]]);
});

it("says nothing of words without a score", () => {
  receiveRating(rating("words", null));

  expect(notices.value).toEqual([]);
});

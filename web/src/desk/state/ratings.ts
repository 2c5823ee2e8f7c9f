/** What customers said of the agent's own service, as they read it and as it arrives. */
import type { Schemas } from "../../kit/api/narrow";
import { Store } from "../../kit/store";
import { fetchRatings } from "../api";
import { text } from "../text";
import { notify } from "./notices";

export type Rating = Schemas["RatingOut"];
export type OwnFigure = Schemas["OwnFigureOut"];

interface Ratings {
  phase: "loading" | "ready" | "failed";
  figures: OwnFigure[];
  list: Rating[];
  next: string | null;
}

const NOTHING: Ratings = { phase: "loading", figures: [], list: [], next: null };
export const ratings = new Store<Ratings>(NOTHING);

/** What each survey's score was when it was told: a comment that follows is not told again. */
const told = new Map<string, number | null>();

/** From the newest on. */
export async function loadRatings(): Promise<void> {
  ratings.set(NOTHING);
  await loadMoreRatings();
}

export async function loadMoreRatings(): Promise<void> {
  const { figures, list, next } = ratings.value;
  ratings.patch({ phase: "loading" });
  try {
    const page = await fetchRatings(next);
    ratings.set({ phase: "ready", figures: next ? figures : page.figures, list: [...list, ...page.ratings], next: page.next });
  } catch {
    ratings.patch({ phase: "failed" });
  }
}

/** A customer has rated me. */
export function receiveRating(rating: Rating, open?: () => void): void {
  const { phase, list } = ratings.value;
  if (phase === "ready") ratings.patch({ list: [rating, ...list.filter(({ id }) => id !== rating.id)] });
  if (rating.score === null || told.get(rating.id) === rating.score) return;
  told.set(rating.id, rating.score);
  const t = text().ratings;
  notify(rating.best ? t.arrived(rating.score, rating.best) : t.arrivedPlain, "info", open && { words: t.open, run: open });
}

/** What is written down about a found item, and whether it is enough. */
import type { Fit, FoundItem, FoundState } from "../../../kit/api/types";

export const SHOWS = ["open", "kept", "matched", "handed_back", "disposed"] as const;
export type Show = (typeof SHOWS)[number];

export interface Description {
  what: string;
  features: string;
  place: string;
  found_on: string;
  kept_at: string;
}

export const NEEDED = ["what", "place", "found_on", "kept_at"] as const;

/** A day as the server writes it, on this machine's clock. */
export const dayOf = (date: Date): string => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

export const blank = (today: Date): Description => ({ what: "", features: "", place: "", found_on: dayOf(today), kept_at: "" });

export const described = ({ what, features, place, found_on, kept_at }: FoundItem): Description => ({ what, features, place, found_on, kept_at });

/** The first thing that is missing or cannot be. */
export function lackOf(description: Description, today: Date): (typeof NEEDED)[number] | null {
  const lacking = NEEDED.find((name) => !description[name].trim());
  return lacking ?? (description.found_on > dayOf(today) ? "found_on" : null);
}

/** What can be done with an item as it stands. */
export const deedsOf = (state: FoundState): readonly ("link" | "unlink" | "hand-back" | "dispose")[] =>
  ({ kept: ["link", "hand-back", "dispose"], matched: ["hand-back", "unlink"], handed_back: [], disposed: [] } as const)[state];

export const TONES: Record<FoundState, "warn" | "info" | "good" | "quiet"> = { kept: "warn", matched: "info", handed_back: "good", disposed: "quiet" };

/** "+40", "−10". */
export const signed = (points: number): string => (points < 0 ? `−${-points}` : `+${points}`);

/** Only what says something: the reasons for it first. */
export const reasonsOf = ({ reasons }: Fit): Fit["reasons"] => reasons.filter(({ points }) => points !== 0);

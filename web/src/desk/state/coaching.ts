/** How the agent's own service was rated by those who lead, and the team's good examples. */
import type { Schemas } from "../../kit/api/narrow";
import { Store } from "../../kit/store";
import { fetchOwnScorecards, seeScorecard } from "../api";

export type Scorecard = Schemas["ScorecardOut"];
export type Criterion = Schemas["CriterionOut"];

interface Coaching {
  phase: "loading" | "ready" | "failed";
  criteria: Criterion[];
  own: Scorecard[];
  examples: Scorecard[];
}

export const coaching = new Store<Coaching>({ phase: "loading", criteria: [], own: [], examples: [] });

/** Whoever opens it has seen what is there: only then may it be shared with the team. */
export async function loadCoaching(): Promise<void> {
  coaching.patch({ phase: "loading" });
  try {
    const found = await fetchOwnScorecards();
    coaching.set({ phase: "ready", ...found });
    const unseen = found.own.filter(({ seen_at }) => seen_at === null);
    await Promise.allSettled(unseen.map(({ id }) => seeScorecard(id)));
  } catch {
    coaching.patch({ phase: "failed" });
  }
}

/** Messages to learn from: the groups, what is being decided about them, and what was decided. */
import { Store } from "../../../kit/store";
import type { Decision, ReviewCounts, ReviewGroup, ReviewLabels } from "../../../kit/api/types";
import { leads } from "../../logic/roles";
import { explain, notify } from "../../state/notices";
import { here } from "../../state/route";
import { me } from "../../state/session";
import * as server from "./api";
import { type Choice, decisionOn, lackOf, NOTHING_CHOSEN } from "./logic";
import { decisionOf, decisionPath, SECTION, select } from "./select";
import { text } from "./text";

export const PARTS = ["open", "proposed", "approved"] as const;
export type Part = (typeof PARTS)[number];

export interface ImproveState {
  phase: "loading" | "ready" | "failed";
  part: Part;
  groups: ReviewGroup[];
  /** There are more groups than the server named. */
  more: boolean;
  proposed: Decision[];
  approved: Decision[];
  counts: ReviewCounts | null;
  labels: ReviewLabels;
}

const START: ImproveState = { phase: "loading", part: "open", groups: [], more: false, proposed: [], approved: [], counts: null, labels: { intents: [], facets: [] } };
export const improve = new Store<ImproveState>(START);

/** What is being decided, by the id of the group; it lasts as long as the page. */
export const choices = new Store<Record<string, Choice | undefined>>({});
export const choiceFor = (id: string): Choice => choices.value[id] ?? NOTHING_CHOSEN;
export const choose = (id: string, change: Partial<Choice>): void => choices.patch({ [id]: { ...choiceFor(id), ...change } });

export type Deed = "propose" | "approve" | "withdraw";
export const improveDeed = new Store<Deed | null>(null);

export function forgetImprove(): void {
  improve.set(START);
  choices.set({});
}

export async function loadImprove({ quiet = false } = {}): Promise<void> {
  if (!leads(me())) return;
  if (!quiet) improve.patch({ phase: "loading" });
  try {
    const { labels: known } = improve.value;
    const [queue, proposed, approved, labels] = await Promise.all([server.fetchQueue(), server.fetchDecisions("proposed"), server.fetchDecisions("approved"), known.intents.length ? known : server.fetchLabels()]);
    improve.patch({ phase: "ready", groups: queue.groups, more: queue.more, counts: queue.counts, proposed: proposed.decisions, approved: approved.decisions, labels });
  } catch {
    if (improve.value.phase === "loading") improve.patch({ phase: "failed" });
  }
}

/** The addresses of what is listed now, from the top. */
export const paths = ({ part, groups, proposed, approved }: ImproveState): string[] => (part === "open" ? groups.map(({ id }) => id) : (part === "proposed" ? proposed : approved).map(({ id }) => decisionPath(id)));

/** Do it, say so, and go on with the next row. */
async function perform(deed: Deed, path: string, work: () => Promise<unknown>, done: string): Promise<void> {
  if (improveDeed.value) return;
  improveDeed.set(deed);
  const at = paths(improve.value).indexOf(path);
  try {
    await work();
    notify(done);
  } catch (error) {
    const t = text().improve;
    notify(explain(error, { second_person_needed: t.samePerson, review_decided: t.decidedAlready, review_not_found: t.gone, decision_not_found: t.gone, decision_closed: t.gone }), "danger");
  } finally {
    improveDeed.set(null);
  }
  await loadImprove({ quiet: true });
  const left = paths(improve.value);
  if (here.value.id === path && !left.includes(path)) select(left[at] ?? left[at - 1] ?? null);
}

export async function propose(group: ReviewGroup): Promise<void> {
  const t = text().improve;
  const choice = choiceFor(group.id);
  const decision = decisionOn(group, choice);
  if (!decision) {
    const lack = lackOf(group, choice);
    if (lack) notify(t.incomplete[lack], "danger");
    return;
  }
  const work = async () => {
    await server.propose(decision);
    choices.patch({ [group.id]: undefined });
  };
  await perform("propose", group.id, work, decision.kind === "nothing" ? t.closed : t.proposed);
}

export const approve = (decision: Decision) => perform("approve", decisionPath(decision.id), () => server.approve(decision.id), text().improve.approved);
export const withdraw = (decision: Decision) => perform("withdraw", decisionPath(decision.id), () => server.withdraw(decision.id), text().improve.withdrawn);

/** Propose, or approve, what is open: by a key. */
export function decideOpen(): void {
  const { section, id } = here.value;
  if (section !== SECTION || !id) return;
  const { groups, proposed } = improve.value;
  const group = groups.find((one) => one.id === id);
  const decision = proposed.find((one) => one.id === decisionOf(id));
  if (group) void propose(group);
  else if (decision && !decision.mine) void approve(decision);
}

/** What was promised to a customer: how it stands, and whether it is to be noticed. */
import type { Promised } from "../../../../kit/api/types";

/** Before this it is enough to say how long the customer has waited. */
export const isPressing = ({ state }: Promised): boolean => state === "warned" || state === "broken" || state === "escalated";

/** How much time is left, or, below zero, by how much it is overdue; nothing while the clock stands still. */
export const leftOf = ({ due_at }: Promised, now: number): number | null => (due_at === null ? null : Date.parse(due_at) - now);

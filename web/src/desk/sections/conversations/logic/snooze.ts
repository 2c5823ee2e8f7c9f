/** The times a conversation can be put off to, on the agent's own clock. */

export type SnoozeChoice = "hour" | "threeHours" | "tomorrow" | "nextWeek";
export const SNOOZE_CHOICES: readonly SnoozeChoice[] = ["hour", "threeHours", "tomorrow", "nextWeek"];

const MORNING = 9;

function morningIn(days: number, now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}

/** Next week begins on Monday at nine, also when today is Monday. */
function daysToMonday(now: Date): number {
  return (8 - now.getDay()) % 7 || 7;
}

export function snoozeTime(choice: SnoozeChoice, now = new Date()): Date {
  if (choice === "hour") return new Date(now.getTime() + 3_600_000);
  if (choice === "threeHours") return new Date(now.getTime() + 3 * 3_600_000);
  return morningIn(choice === "tomorrow" ? 1 : daysToMonday(now), now);
}

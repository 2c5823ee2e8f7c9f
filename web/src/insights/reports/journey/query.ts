/** What is asked for, as the page's address names it: reload, back and a shared link show the same. */
import { daysOf, later, paramsOf, type Scope, scopeFrom } from "../../scope";

export interface Query extends Scope {
  channel: string | null;
  skill: string | null;
  /** The first day to compare with; none for the period just before. */
  against: string | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function queryFrom(search: string, today?: string): Query {
  const asked = new URLSearchParams(search);
  const against = asked.get("against");
  return {
    ...scopeFrom(search, today),
    channel: asked.get("channel") || null,
    skill: asked.get("skill") || null,
    against: against && DAY.test(against) ? against : null,
  };
}

/** As parameters, of the page's address and of the server's. */
export const askedOf = ({ channel, skill, against, ...scope }: Query): Record<string, string> => ({
  ...paramsOf(scope),
  ...(channel && { channel }),
  ...(skill && { skill }),
  ...(against && { against }),
});

export const searchFor = (query: Query): string => `?${new URLSearchParams(askedOf(query))}`;

/** The first of as many days that end where these begin. */
export const beforeOf = (scope: Scope): string => later(scope.from, -daysOf(scope));

/** The three places of the desk, and how the page's address names where somebody is. */

export type PlaceName = "conversations" | "cases" | "messages";
export const PLACES: readonly PlaceName[] = ["conversations", "cases", "messages"];

export interface Place {
  name: PlaceName;
  /** What is open there: a conversation's id, a case's reference, a message's id. */
  id: string | null;
}

const PLACE = "in";
const OPEN: Record<PlaceName, string> = { conversations: "c", cases: "ref", messages: "m" };

/** Read a query string. What it does not say, or says wrongly, means the conversations. */
export function placeFrom(query: string): Place {
  const parameters = new URLSearchParams(query);
  const name = PLACES.find((one) => one === parameters.get(PLACE)) ?? "conversations";
  return { name, id: parameters.get(OPEN[name]) || null };
}

/** The query string for a place; empty for the list of conversations, where everybody begins. */
export function queryFor({ name, id }: Place): string {
  const parameters = new URLSearchParams();
  if (name !== "conversations") parameters.set(PLACE, name);
  if (id) parameters.set(OPEN[name], id);
  const query = parameters.toString();
  return query && `?${query}`;
}

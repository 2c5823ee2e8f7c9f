/** How people are called where they gave no name. */
import type { Message } from "../../kit/api/messages";
import type { Summary } from "../../kit/api/types";
import { text } from ".";

/** The last four signs of an id tell visitors apart well enough on one screen. */
export const shortCode = (id: string): string => id.replaceAll("-", "").slice(-4);

export function customerName(summary: Pick<Summary, "customer">): string {
  return summary.customer.name ?? text().people.visitor(shortCode(summary.customer.id));
}

export function authorName(message: Message, customer: string): string {
  const t = text().people;
  if (message.author === "visitor") return customer;
  if (message.author === "bot" || message.author === "system") return t.assistant;
  return message.author_name ?? t.someone;
}

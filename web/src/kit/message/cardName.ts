/** What a card is called when it must be said in a few words: announcements and notices. */
import type { CardData } from "../api/messages";

export function cardName(card: CardData): string {
  switch (card.type) {
    case "bag":
      return `${card.title}, ${card.status}`;
    case "case":
      return `${card.title} ${card.reference}, ${card.status}`;
    case "flight":
      return `${card.flight} ${card.from.code}–${card.to.code}, ${card.status}`;
    case "booking":
      return [card.locator, ...card.segments.map((segment) => segment.flight)].join(" ");
    default:
      return "";
  }
}

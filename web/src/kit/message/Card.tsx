import type { CardMessage, CaseCardFile } from "../api/messages";
import { BagCard } from "./BagCard";
import { BookingCard } from "./BookingCard";
import { CaseCard } from "./CaseCard";
import { FlightCard } from "./FlightCard";

interface CardProps {
  message: CardMessage;
  /** Fetches the PDF receipt of a case; where it is left out, no button is shown. */
  onReceipt?: (reference: string) => Promise<void>;
  /** Fetches a file that the team gave with a case; where it is left out, no button is shown. */
  onFile?: (file: CaseCardFile) => Promise<void>;
}

/** The card of a message, whichever it is; widget and desk show the same one. */
export function Card({ message, onReceipt, onFile }: CardProps) {
  const { language } = message;
  const { card, news } = message.data;
  switch (card.type) {
    case "bag":
      return <BagCard card={card} language={language} news={news ?? false} />;
    case "case":
      return <CaseCard card={card} language={language} onReceipt={onReceipt} onFile={onFile} />;
    case "flight":
      return <FlightCard card={card} language={language} />;
    case "booking":
      return <BookingCard card={card} language={language} />;
    default:
      // A newer server may know a card that this page does not; its words are in the message's body.
      return null;
  }
}

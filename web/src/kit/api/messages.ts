/**
 * Messages by kind, their cards, and the frames of the live lines. What a message of each kind holds is made from the server's
 * types; which kind holds what, and the frames, are written by hand: the document of the HTTP surface does not say them.
 */
import type { Schemas } from "./narrow";
import type { Author, Summary, VisitorConversation } from "./types";

export type Choice = Schemas["Choice"];
export type Article = Schemas["ArticleSource"];
export type Activity = NonNullable<Schemas["TextData"]["activity"]>;

/** What every message has; only the desk sees how one was understood. */
type MessageBase = Omit<Schemas["MessageOut"], "kind" | "data"> & Partial<Omit<Schemas["DeskMessageOut"], keyof Schemas["MessageOut"]>>;

/** What a message of each kind holds; a kind that is missing here, or is none, does not compile. */
interface DataOf {
  text: Schemas["TextData"];
  choices: Schemas["ChoicesData"];
  card: Schemas["CardData"];
  form: Schemas["FormData"];
  file: Schemas["FileData"];
  survey: Schemas["SurveyData"];
  note: Schemas["TextData"];
}

type Kind = Schemas["Kind"];
type MessageOf<K extends Kind> = MessageBase & { kind: K; data: DataOf[K] };

export type TextMessage = MessageOf<"text">;
export type ChoicesMessage = MessageOf<"choices">;
export type CardMessage = MessageOf<"card">;
/** A questionnaire inside the conversation; the form itself is fetched by its id. */
export type FormMessage = MessageOf<"form">;

export type FileMessage = MessageOf<"file">;
export type SurveyMessage = MessageOf<"survey">;

export type Message = { [K in Kind]: MessageOf<K> }[Kind];

export type CardData = Schemas["CardData"]["card"];
export type BagCardData = Schemas["BagCard"];
export type BagStep = Schemas["BagStep"];
export type CaseCardData = Schemas["CaseCard"];
export type CaseStep = Schemas["CaseStep"];
export type CaseDeadline = Schemas["CaseDeadline"];
export type CaseCardFile = Schemas["CaseFile"];
export type FlightCardData = Schemas["FlightCard"];
export type BookingCardData = Schemas["BookingCard"];
export type BookingSegment = Schemas["BookingSegment"];
export type Port = Schemas["Port"];

export type StepState = CaseStep["state"];
export type Tone = CaseCardData["tone"];

export type ChatEvent =
  | { type: "ready"; conversation: VisitorConversation }
  | { type: "message"; message: Message }
  | { type: "typing"; author: "bot" | "agent"; name?: string | null; on: boolean }
  | { type: "conversation"; conversation: VisitorConversation }
  | { type: "pong" }
  | { type: "resync" }
  | { type: "error"; error: { code: string; message: string } };

export type DeskEvent =
  /** Somebody joined or left the queue. */
  | { type: "queue" }
  /** A message came into quarantine, or left it. */
  | { type: "quarantine" }
  /** A customer has rated the service; `own`: mine. */
  | { type: "rating"; rating: Schemas["RatingOut"]; own: boolean }
  | { type: "ready" }
  | { type: "conversation"; conversation: Summary }
  | { type: "message"; conversation_id: string; message: Message }
  | { type: "typing"; conversation_id: string; author: Author; on: boolean }
  | { type: "pong" }
  | { type: "resync" }
  | { type: "error"; error: { code: string; message: string } };

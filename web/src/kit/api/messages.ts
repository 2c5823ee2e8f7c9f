/**
 * Messages by kind, their cards, and the frames of the live lines. Written by hand: a message's `data` is stored as it was
 * sent and is plain JSON in the document of the HTTP surface, and that document does not describe WebSockets.
 */
import type { FormStatus } from "./forms";
import type { Schemas } from "./narrow";
import type { Author, CsatAnswer, Language, Summary, VisitorConversation } from "./types";

export interface Choice {
  title: string;
  payload: string;
}

export interface Article {
  id: string;
  key: string;
  title: string;
  source_url?: string | null;
}

/** An answer taken from the knowledge base, and whether the visitor found it helpful. */
interface FromArticle {
  article?: Article;
  helpful?: boolean | null;
}

export type Activity = "queued" | "taken" | "returned" | "resolved" | "reopened" | "transferred" | "snoozed";

/** What every message has; only the desk sees how one was understood. */
type MessageBase = Omit<Schemas["MessageOut"], "kind" | "data" | "language"> &
  Partial<Omit<Schemas["DeskMessageOut"], keyof Schemas["MessageOut"] | "tone">> & {
    language: Language;
    /** How the visitor sounded; a guess, for the team alone. */
    tone?: "calm" | "angry" | "distressed" | null;
  };

export interface TextMessage extends MessageBase {
  kind: "text";
  data: (FromArticle & { activity?: Activity; name?: string }) | null;
}
export interface ChoicesMessage extends MessageBase {
  kind: "choices";
  data: FromArticle & { choices: Choice[] };
}
export interface CardMessage extends MessageBase {
  kind: "card";
  /** `news`: it came by itself, because the customer follows what it shows. */
  data: { card: CardData; news?: boolean };
}
/** A questionnaire inside the conversation; the form itself is fetched by its id. */
export interface FormMessage extends MessageBase {
  kind: "form";
  data: { form: { id: string; name: string; status: FormStatus } };
}
export interface SurveyMessage extends MessageBase {
  kind: "survey";
  data: { token: string; survey: "csat"; answered: CsatAnswer | null };
}
export interface NoteMessage extends MessageBase {
  kind: "note";
  data: Record<string, unknown> | null;
}

export type Message = TextMessage | ChoicesMessage | CardMessage | FormMessage | SurveyMessage | NoteMessage;

export type StepState = "done" | "current" | "next" | "problem";
export type Tone = "info" | "good" | "warn" | "bad";

export interface BagStep {
  label: string;
  place: string | null;
  /** Wall-clock time at the place, ISO without an offset, or already worded. */
  local_time: string | null;
  state: StepState;
}

export interface BagCardData {
  type: "bag";
  tag_masked: string;
  flight: string | null;
  title: string;
  status: string;
  steps: BagStep[];
  next: string | null;
  /** Names the bag in follow-up buttons; opaque. */
  bag_key?: string | null;
}

export interface CaseStep {
  label: string;
  at: string | null;
  state: StepState;
}

export interface CaseDeadline {
  label: string;
  /** YYYY-MM-DD */
  date: string;
  /** The rule it comes from. */
  basis: string | null;
}

export interface CaseCardData {
  type: "case";
  kind: string;
  /** The name of a drawing of kit/message/casePictures; older cards have none. */
  icon?: string;
  reference: string;
  title: string;
  status: string;
  tone: Tone;
  steps: CaseStep[];
  deadlines: CaseDeadline[];
  note: string | null;
  /** A PDF receipt can be fetched. */
  receipt: boolean;
  /** Where an appointment is fetched for a calendar; for its customer alone. */
  calendar?: string | null;
}

export interface Port {
  code: string;
  name: string;
}

/** Times are on the wall clock of the airport: ISO without an offset. */
export interface FlightCardData {
  type: "flight";
  flight: string;
  date: string;
  from: Port;
  to: Port;
  status: string;
  tone: Tone;
  departure: { scheduled: string | null; estimated: string | null; actual: string | null; terminal?: string | null; gate?: string | null };
  arrival: { scheduled: string | null; estimated: string | null; actual: string | null; terminal?: string | null; belt?: string | null };
  delay: { minutes: number | null; reason: string | null } | null;
  note: string | null;
}

export interface BookingSegment {
  flight: string;
  date: string;
  from: Port;
  to: Port;
  departs: string | null;
  arrives: string | null;
  cabin: string | null;
  seat: string | null;
  status: string;
  check_in: { state: "open" | "not_yet" | "closed"; opens: string | null; closes: string | null } | null;
}

export interface BookingCardData {
  type: "booking";
  locator: string;
  passengers: string[];
  segments: BookingSegment[];
}

export type CardData = BagCardData | CaseCardData | FlightCardData | BookingCardData;

export type ChatEvent =
  | { type: "ready"; conversation: VisitorConversation }
  | { type: "message"; message: Message }
  | { type: "typing"; author: "bot" | "agent"; name?: string | null; on: boolean }
  | { type: "conversation"; conversation: VisitorConversation }
  | { type: "pong" }
  | { type: "error"; error: { code: string; message: string } };

export type DeskEvent =
  /** Somebody joined or left the queue. */
  | { type: "queue" }
  | { type: "ready" }
  | { type: "conversation"; conversation: Summary }
  | { type: "message"; conversation_id: string; message: Message }
  | { type: "typing"; conversation_id: string; author: Author; on: boolean }
  | { type: "pong" };

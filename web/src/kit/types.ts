/** What travels between server and browser: one message union for widget and desk, and the other payloads of the API. */
import type { CardData } from "./message/cards";
import type { FormStatus } from "./form/types";

export type Language = "zh" | "en";
export type Author = "visitor" | "bot" | "agent" | "system";
export type Status = "bot" | "queued" | "assigned" | "snoozed" | "resolved";
export type Score = 1 | 2 | 3 | 4 | 5;

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

export interface CsatAnswer {
  score: Score;
  comment: string | null;
}

interface MessageBase {
  id: string;
  conversation_id: string;
  seq: number;
  client_id: string | null;
  author: Author;
  author_name: string | null;
  body: string;
  language: Language;
  created_at: string;
  /** Only the desk sees these, on messages of the visitor. */
  intent?: string | null;
  confidence?: number | null;
  /** How the visitor sounded; a guess, for the team alone. */
  tone?: "calm" | "angry" | "distressed" | null;
}

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

export interface Session {
  visitor_token: string;
  conversation_id: string;
  language: Language;
  expires_at: string;
}

export interface VisitorConversation {
  id: string;
  status: Status;
  language: Language;
  agent_name: string | null;
  queue_position: number | null;
  last_seq: number;
}

/** A visitor sends words, or a button's payload with the title they saw on it. */
export type Draft = { text: string } | { payload: string; title: string };

export interface SentMessage {
  message: Message;
  replies: Message[];
}

export type ChatEvent =
  | { type: "ready"; conversation: VisitorConversation }
  | { type: "message"; message: Message }
  | { type: "typing"; author: "bot" | "agent"; name?: string | null; on: boolean }
  | { type: "conversation"; conversation: VisitorConversation }
  | { type: "pong" }
  | { type: "error"; error: { code: string; message: string } };

export interface Survey {
  kind: "csat";
  language: Language;
  question: Record<Language, string>;
  scale: { value: Score; label: Record<Language, string> }[];
  answered: CsatAnswer | null;
  closed: boolean;
}

// Desk

export type Role = "agent" | "supervisor" | "admin";
export type AgentStatus = "online" | "away" | "offline";

export interface Agent {
  id: string;
  name: string;
  email: string;
  role: Role;
  languages: Language[];
  status: AgentStatus;
}

export interface Summary {
  id: string;
  status: Status;
  language: Language;
  topic: string | null;
  priority: 0 | 1 | 2 | 3;
  stage: "pre" | "in" | "post";
  customer: { id: string; name: string | null };
  assignee: { id: string; name: string } | null;
  last_message: { body: string; author: Author; created_at: string } | null;
  waiting_since: string | null;
  handed_over_at: string | null;
  snoozed_until: string | null;
  created_at: string;
  updated_at: string;
  last_seq: number;
  reason: string | null;
}

export interface Customer {
  id: string;
  name: string | null;
  language: Language;
  created_at: string;
  conversations: number;
}

export interface Handover {
  reason: string;
  language: Language;
  next_step: Record<Language, string> | null;
  facts: { text: Record<Language, string>; message_ids: string[] }[];
  verification: "none" | "document";
  created_at: string;
}

export interface Interaction {
  id: string;
  kind: string;
  summary: Record<Language, string>;
  data: Record<string, unknown>;
  message_id: string | null;
  created_at: string;
}

export interface ConversationDetail {
  conversation: Summary;
  messages: Message[];
  customer: Customer;
  handover: Handover | null;
  interactions: Interaction[];
  surveys: { kind: string; score: number | null; comment: string | null; answered_at: string | null }[];
  previous: { id: string; status: Status; created_at: string; topic: string | null }[];
}

export interface ConversationList {
  conversations: Summary[];
  counts: { mine: number; unassigned: number; all: number };
}

export type DeskEvent =
  | { type: "ready" }
  | { type: "conversation"; conversation: Summary }
  | { type: "message"; conversation_id: string; message: Message }
  | { type: "typing"; conversation_id: string; author: Author; on: boolean }
  | { type: "pong" };

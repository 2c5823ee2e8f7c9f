/** What only the desk exchanges with the server: cases, and messages of other systems that could not be read. */
import type { StoredFile } from "../kit/form/types";
import type { Language } from "../kit/types";

/** One text in both languages. */
export type Bilingual = Record<Language, string>;

export interface Deadline {
  kind: string;
  /** A calendar day, ISO. */
  due_on: string;
  basis: Bilingual;
  rule?: string | null;
}

export interface CaseSummary {
  id: string;
  reference: string;
  kind: string;
  status: string;
  title: Bilingual;
  customer: { id: string; name: string | null };
  assignee: { id: string; name: string } | null;
  conversation_id: string;
  deadlines: Deadline[];
  due_at: string | null;
  opened_at: string;
  updated_at: string;
  closed_at: string | null;
}

/** A line of the table of facts. Words of ours come in both languages, the customer's as they are. */
export interface CaseFact {
  label: Bilingual;
  value: string | Bilingual;
}

export interface OpenCase extends CaseSummary {
  version: number;
  details: CaseFact[];
  allowed_moves: string[];
}

export interface CaseEvent {
  at: string;
  actor: "customer" | "agent" | "system";
  agent_name: string | null;
  from: string | null;
  to: string | null;
  note: string;
  public: boolean;
}

/** With the desk's own address, which needs no token. */
export type CaseFile = StoredFile;

export type Relative = Pick<CaseSummary, "reference" | "kind" | "status" | "title">;

export interface CaseDetail {
  case: OpenCase;
  events: CaseEvent[];
  files: CaseFile[];
  parent: Relative | null;
  children: Relative[];
  /** What the customer reads for each status. */
  status_labels: Record<string, Bilingual>;
}

export interface CaseList {
  cases: CaseSummary[];
  counts: { open: number; mine: number; overdue: number };
}

export type Feed = "baggage" | "flights";

/** A message that could not be read: nothing of it has been used. */
export interface QuarantinedMessage {
  id: string;
  feed: Feed;
  raw: string;
  type: string | null;
  reason: string | null;
  received_at: string;
}

export interface ReplayReport {
  received: number;
  parsed: number;
  quarantined: number;
  duplicates: number;
}

/** What travels between server and browser, by the names the pages use: generated types, narrower where we know more. */
import type { Message } from "./messages";
import type { Narrow, Schemas } from "./narrow";

export type Language = "zh" | "en";

/** One text in both languages. */
export type Bilingual = Record<Language, string>;

export type Author = Schemas["Author"];
export type Status = Schemas["Status"];
export type Score = 1 | 2 | 3 | 4 | 5;

// Widget and survey

export type Session = Narrow<Schemas["SessionOut"], { language: Language }>;
export type VisitorConversation = Narrow<Schemas["VisitorConversationOut"], { language: Language }>;

/** A visitor sends words, or a button's payload with the title they saw on it. */
export type Draft = { text: string } | { payload: string; title: string };

export type SentMessage = { [Key in keyof Schemas["SentOut"]]: Schemas["SentOut"][Key] extends unknown[] ? Message[] : Message };

export type CsatAnswer = { score: Score; comment: string | null };

export type Survey = Narrow<
  Schemas["SurveyOut"],
  { language: Language; question: Bilingual; scale: { value: Score; label: Bilingual }[]; answered: CsatAnswer | null }
>;

// Desk

export type Role = Schemas["Role"];
export type AgentStatus = Schemas["Presence"];
export type Agent = Narrow<Schemas["AgentOut"], { languages: Language[] }>;
export type SignedIn = Narrow<Schemas["SignedInOut"], { agent: Agent }>;

/** Unlike a customer, an agent always has a name. */
type Colleague = { id: string; name: string };

export type Summary = Narrow<Schemas["SummaryOut"], { language: Language; priority: 0 | 1 | 2 | 3; stage: "pre" | "in" | "post"; assignee: Colleague | null }>;
export type Customer = Narrow<Schemas["CustomerOut"], { language: Language }>;
export type Handover = Narrow<
  Schemas["HandoverOut"],
  { language: Language; next_step: Bilingual; facts: { text: Bilingual; message_ids: string[] }[]; verification: "none" | "document" }
>;
export type Interaction = Narrow<Schemas["InteractionOut"], { summary: Bilingual }>;

/** Messages are typed by their kind, which the document cannot say. */
type Known<T> = { [Key in keyof T]: Key extends "messages" ? Message[] : Key extends "message" ? Message | null : Key extends "conversation" ? Summary : T[Key] };

export type Moved = Known<Schemas["MovedOut"]>;
export type History = Known<Schemas["DeskHistoryOut"]>;
export type ConversationDetail = Narrow<Known<Schemas["DetailOut"]>, { customer: Customer; handover: Handover | null; interactions: Interaction[] }>;
export type ConversationList = Narrow<Schemas["ListOut"], { conversations: Summary[]; counts: { mine: number; unassigned: number; all: number } }>;

// Catalogue

export type Catalogue = Schemas["CatalogueOut"];
export type CaseKind = Schemas["CaseKindOut"];
export type StatusTone = Schemas["StateOut"]["tone"];

// Cases

export type Deadline = { kind: string; due_on: string; basis: Bilingual; rule?: string | null };

/** A line of the table of facts. Words of ours come in both languages, the customer's as they are. */
export type CaseFact = { label: Bilingual; value: string | Bilingual };

export type CaseFile = Schemas["FileOut"];
export type Relative = Narrow<Schemas["RelatedOut"], { title: Bilingual }>;
export type CaseSummary = Narrow<Schemas["CaseSummaryOut"], { title: Bilingual; assignee: Colleague | null; deadlines: Deadline[] }>;
export type OpenCase = Narrow<Schemas["OpenCaseOut"], { title: Bilingual; assignee: Colleague | null; deadlines: Deadline[]; details: CaseFact[] }>;
export type CaseEvent = Narrow<Schemas["CaseEventOut"], { actor: "customer" | "agent" | "system" }>;
export type CaseDetail = Narrow<
  Schemas["CaseDetailOut"],
  { case: OpenCase; events: CaseEvent[]; parent: Relative | null; children: Relative[]; status_labels: Record<string, Bilingual> }
>;
export type CaseList = Narrow<Schemas["CaseListOut"], { cases: CaseSummary[]; counts: { open: number; mine: number; overdue: number } }>;

// Quarantine

/** The name of a feed, as the catalogue has it. */
export type Feed = Schemas["QuarantinedOut"]["feed"];

/** A message that could not be read: nothing of it has been used. */
export type QuarantinedMessage = Schemas["QuarantinedOut"];
/** A message that was taken in although a part of it could not be read. */
export type ReadInPart = Schemas["ReadInPartOut"];
export type ReplayReport = Pick<Schemas["ReportOut"], "received" | "parsed" | "quarantined" | "duplicates">;

// Knowledge

export type ArticleShow = "all" | "live" | "draft" | "withdrawn" | "gaps" | "written";
export type ArticleRow = Narrow<Schemas["ArticleRowOut"], { title: Bilingual }>;
export type ArticleList = Narrow<Schemas["ArticleListOut"], { articles: ArticleRow[]; counts: Record<ArticleShow, number> }>;
export type FollowUp = { asked: Record<Language, string[]>; answer: Bilingual };
export type ArticleChoice = { title: Bilingual; payload: string };
/** All that an article says, as it is edited. */
export type Contents = Narrow<
  Schemas["ContentsOut"],
  { title: Bilingual; body: Bilingual; keywords: Record<Language, string[]>; choices: ArticleChoice[]; follow_ups: FollowUp[]; source: { name: string | null; url?: string | null } }
>;
export type ArticleVersion = Narrow<Schemas["VersionOut"], { contents: Contents }>;
/** What keeps an article from being published. */
export type Problem = Schemas["ProblemOut"];
export type ArticleDetail = Narrow<Schemas["ArticleOut"], { article: ArticleRow; contents: Contents; problems: Problem[]; versions: ArticleVersion[] }>;
type Named = { key: string; title: Bilingual };
/** Questions that say the same and that nothing answered. */
export type Question = Narrow<Schemas["QuestionOut"], { view: Named | null; article: Named | null; state: "open" | "answered" | "dismissed" }>;
export type QuestionList = Narrow<Schemas["QuestionListOut"], { questions: Question[] }>;

/** What travels between server and browser, by the names the pages use: generated types, narrower where we know more. */
import type { Message } from "./messages";
import type { Narrow, Schemas } from "./narrow";

/** One text in both languages. */
export type Bilingual = Schemas["Words"];
export type Language = keyof Bilingual;

export type Author = Schemas["Author"];
export type Status = Schemas["Status"];
/** What a survey comes down to: a score, where it asks for one, and a remark. */
export type SurveyResult = Schemas["SurveyResult"];

// Widget and survey

export type Session = Schemas["SessionOut"];
export type VisitorConversation = Schemas["VisitorConversationOut"];

/** A visitor sends words, or a button's payload with the title they saw on it. */
export type Draft = { text: string } | { payload: string; title: string };

export type SentMessage = { [Key in keyof Schemas["SentOut"]]: Schemas["SentOut"][Key] extends unknown[] ? Message[] : Message };

export type Survey = Schemas["SurveyOut"];
export type SurveyQuestion = Survey["questions"][string];

// Desk

export type Role = Schemas["Role"];
export type AgentStatus = Schemas["Presence"];
export type Agent = Schemas["AgentOut"];
export type SignedIn = Schemas["SignedInOut"];

export type Summary = Narrow<Schemas["SummaryOut"], { priority: 0 | 1 | 2 | 3 }>;
/** What was promised to a customer and is due next. */
export type Promised = Schemas["PromiseOut"];
export type Customer = Schemas["CustomerOut"];
export type Handover = Schemas["HandoverOut"];
export type Interaction = Schemas["InteractionOut"];

/** Messages are typed by their kind, which the document cannot say. */
type Known<T> = { [Key in keyof T]: Key extends "messages" ? Message[] : Key extends "message" ? Message | null : Key extends "conversation" ? Summary : T[Key] };

export type Moved = Known<Schemas["MovedOut"]>;
export type History = Known<Schemas["DeskHistoryOut"]>;
export type ConversationDetail = Known<Schemas["DetailOut"]>;
export type FoundConversation = Narrow<Schemas["FoundOut"], { conversation: Summary }>;
export type ConversationList = Narrow<Schemas["ListOut"], { conversations: Summary[] }>;

// Catalogue

export type Catalogue = Schemas["CatalogueOut"];
export type CannedReply = Schemas["ReplyOut"];
export type CaseKind = Schemas["CaseKindOut"];
export type StatusTone = Schemas["StateOut"]["tone"];

// Cases

export type Deadline = Schemas["LastDayOut"];
/** A line of the table of facts. Words of ours come in both languages, the customer's as they are. */
export type CaseFact = Schemas["FactLineOut"];
export type CaseFile = Schemas["FileOut"];
export type Relative = Schemas["RelatedOut"];
export type CaseSummary = Schemas["CaseSummaryOut"];
export type OpenCase = Schemas["OpenCaseOut"];
export type CaseEvent = Schemas["CaseEventOut"];
export type CaseDetail = Schemas["CaseDetailOut"];
export type CaseList = Schemas["CaseListOut"];

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

/** Messages that the assistant may have taken wrongly, and what people say they mean. */
export type ReviewExample = Narrow<Schemas["ExampleOut"], { taken_for: Bilingual | null }>;
export type ReviewGroup = Narrow<Schemas["GroupOut"], { examples: ReviewExample[]; taken_for: Bilingual | null; reasons: Partial<Record<Schemas["Reason"], number>> }>;
export type ReviewCounts = Schemas["ReviewCountsOut"];
export type ReviewQueue = Narrow<Schemas["QueueOut"], { groups: ReviewGroup[] }>;
export type ReviewLabel = Narrow<Schemas["LabelOut"], { label: Bilingual; skill: Bilingual | null }>;
export type ReviewLabels = { intents: ReviewLabel[]; facets: ReviewLabel[] };
export type DecisionKind = Schemas["DecisionKind"];
export type Decision = Narrow<Schemas["DecisionOut"], { label: Bilingual | null; title: Partial<Record<Language, string>> }>;
export type Decisions = Narrow<Schemas["DecisionsOut"], { decisions: Decision[] }>;
export type DecisionIn = Schemas["DecisionIn"];

// Models of the assistant

export type Model = Schemas["ModelOut"];
export type ModelScore = Schemas["ModelScoreOut"];
export type ModelSwitch = Schemas["SwitchOut"];
export type ModelRate = Schemas["RateOut"];
export type Models = Schemas["ModelsOut"];
export type ModelCard = Schemas["ModelCardOut"];
export type ModelLine = Schemas["ComparedOut"];

// Experiments

export type Experiment = Schemas["ExperimentOut"];
export type ExperimentIn = Schemas["ExperimentIn"];
export type ExperimentSubject = Schemas["SubjectOut"];

/** What was found and is kept for whoever misses it. */
export type FoundState = Schemas["ItemState"];
export type FoundItem = Schemas["FoundItemRowOut"];
export type FoundRow = Schemas["FoundItemListRowOut"];
export type FoundList = Schemas["FoundItemListOut"];
export type FoundDetail = Schemas["FoundItemOut"];
export type FoundEvent = Schemas["FoundItemEventOut"];
/** How well a found thing and a missed one fit, and why. */
export type Fit = Schemas["FitOut"];
export type CaseFound = Schemas["CaseFoundOut"];

/** The notice board. */
export type NoticeIn = Schemas["NoticeIn"];
export type NoticeRow = Schemas["NoticeRowOut"];
export type NoticeList = Schemas["NoticeListOut"];
export type NoticeDetail = Schemas["NoticeOut"];
/** A notice for everybody, above the conversation. */
export type BannerNotice = Schemas["BannerOut"];

/** A mail that was given up. */
export type FailedMail = Schemas["FailedMailOut"];
export type FailedMails = Schemas["FailedMailsOut"];

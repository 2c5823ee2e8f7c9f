/** The cards a message can carry. Their words are already in the language of the message. */

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
  reference: string;
  title: string;
  status: string;
  tone: Tone;
  steps: CaseStep[];
  deadlines: CaseDeadline[];
  note: string | null;
  /** A PDF receipt can be fetched. */
  receipt: boolean;
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

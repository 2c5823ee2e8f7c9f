/**
 * Forms as the API sends them. Which types of field there are, and what each holds, is written by hand: a form's values are
 * plain JSON in the document of the HTTP surface.
 */
import type { Narrow, Schemas } from "./narrow";

export type FormStatus = "open" | "submitted" | "stopped";

export type FieldType =
  | "text"
  | "textarea"
  | "name"
  | "email"
  | "tel"
  | "date"
  | "choice"
  | "choices"
  | "check"
  | "photos"
  | "code"
  | "money_items"
  | "flight"
  | "airport"
  | "tags"
  | "locator"
  | "file_reference"
  | "address"
  | "contact"
  | "tax_number"
  | "ticket"
  | "age"
  | "weeks";

/** `icon` is a drawing of kit/form/pictures; `colour` a CSS hex colour, or the name of a pattern: "pattern", "multi", "clear". */
export type FieldOption = Schemas["OptionOut"];

/** A field is shown only while another one holds one of these values. */
export type Condition = Schemas["WhenOut"];

export type FormField = Narrow<Schemas["FieldOut"], { type: FieldType }>;
export type FormStep = Narrow<Schemas["StepOut"], { fields: FormField[] }>;
export type StoredFile = Schemas["FileOut"];
export type Place = Schemas["PlaceOut"];

export interface MoneyItem {
  what: string;
  /** A decimal number as it was typed: money is never a float. */
  amount: string;
  currency: string;
  /** YYYY-MM-DD, or empty. */
  date: string;
  /** The picture of the receipt. */
  file_id: string | null;
}

export type FieldValue = string | boolean | string[] | MoneyItem[] | null;
export type Values = Record<string, FieldValue | undefined>;
export type FieldErrors = Record<string, string>;

export type Form = Narrow<
  Schemas["FormOut"],
  { status: FormStatus; steps: FormStep[]; values: Values; result: { reference?: string | null; kind?: string | null } | null }
>;

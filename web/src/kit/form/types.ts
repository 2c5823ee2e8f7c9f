/** Forms as the API sends them: a definition in the reader's language, what was filled in, and what is wrong with it. */

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
  | "address";

export interface FieldOption {
  value: string;
  label: string;
  /** A drawing of kit/form/pictures. */
  icon?: string | null;
  /** A CSS hex colour, or the name of a pattern: "pattern", "multi", "clear". */
  colour?: string | null;
}

/** A field is shown only while another one holds one of these values. */
export interface Condition {
  field: string;
  in: (string | number | boolean)[];
}

export interface FormField {
  key: string;
  type: FieldType;
  label: string;
  hint?: string | null;
  placeholder?: string | null;
  required: boolean;
  /** Characters of a text, entries of a list. */
  max?: number | null;
  /** How far from today a date may be. */
  past_days?: number | null;
  future_days?: number | null;
  /** A PDF may be sent besides pictures. */
  pdf?: boolean;
  when?: Condition | null;
  options?: FieldOption[] | null;
}

export interface FormStep {
  key: string;
  title: string;
  fields: FormField[];
}

export interface StoredFile {
  id: string;
  name: string;
  media_type: string;
  size: number;
  width: number | null;
  height: number | null;
  url: string;
  /** The text of a boarding pass's barcode, when the picture shows one. */
  boarding_pass?: { text: string } | null;
}

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

export interface Form {
  id: string;
  name: string;
  status: FormStatus;
  language: string;
  title: string;
  steps: FormStep[];
  submit_label: string;
  values: Values;
  files: StoredFile[];
  errors: FieldErrors;
  result: { reference?: string | null; kind?: string | null } | null;
}

export interface Place {
  code: string;
  name: string;
  city: string | null;
  country: string | null;
}

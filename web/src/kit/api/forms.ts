/** Forms as the API sends them, by the names the pages use. What a form's values are is written by hand: they are plain JSON in the document. */
import type { Narrow, Schemas } from "./narrow";

export type FormStatus = Schemas["FormOut"]["status"];
export type FieldType = Schemas["FieldOut"]["type"];

/** `icon` is a drawing of kit/form/pictures; `colour` a CSS hex colour, or the name of a pattern: "pattern", "multi", "clear". */
export type FieldOption = Schemas["OptionOut"];

/** A field is shown only while another one holds one of these values. */
export type Condition = Schemas["WhenOut"];

export type FormField = Schemas["FieldOut"];
export type FormStep = Schemas["StepOut"];
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

export type Form = Narrow<Schemas["FormOut"], { values: Values }>;

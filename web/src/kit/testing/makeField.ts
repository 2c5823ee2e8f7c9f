/** A field of a form for tests: an optional line of text, unless told otherwise. */
import type { FieldOption, FormField } from "../api/forms";

export function makeField(part: Partial<FormField> = {}): FormField {
  return {
    key: "k", type: "text", label: "", hint: null, placeholder: null, required: false, max: null, past_days: 0, future_days: 0,
    pdf: false, when: null, options: [],
    ...part,
  };
}

export const makeOption = (value: string, label: string): FieldOption => ({ value, label, icon: null, colour: null });

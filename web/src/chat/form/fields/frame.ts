/** What every kind of field is given. */
import type { FieldValue, FormField } from "../../../kit/api/forms";
import type { FormDraft } from "../draft";

export interface FieldProps<V extends FieldValue = FieldValue> {
  field: FormField;
  /** The id of the control that the label names. */
  id: string;
  value: V | undefined;
  invalid: boolean;
  /** Ids of hint and error, for aria-describedby. */
  describedBy: string | undefined;
  draft: FormDraft;
}

/** aria attributes that every control carries. */
export const marks = ({ field, invalid, describedBy }: Pick<FieldProps, "field" | "invalid" | "describedBy">) => ({
  "aria-invalid": invalid || undefined,
  "aria-describedby": describedBy,
  "aria-required": field.required || undefined,
});

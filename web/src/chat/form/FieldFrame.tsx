import type { FieldType, FormField, MoneyItem } from "../../kit/api/forms";
import { ALERT } from "../../kit/icons";
import { useTexts } from "../../kit/i18n";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import type { FormDraft } from "./draft";
import { AirportField } from "./fields/AirportField";
import { CheckField, ChoiceField, ChoicesField } from "./fields/ChoiceField";
import { CodeField } from "./fields/CodeField";
import type { FieldProps } from "./fields/frame";
import { MoneyField } from "./fields/MoneyField";
import { PhotosField } from "./fields/PhotosField";
import { TagsField } from "./fields/TagsField";
import { DateField, TextareaField, TextField } from "./fields/TextField";
import { texts } from "./texts";
import "./fields/field.css";

/** Made of several controls: a group with a legend rather than a label. */
const GROUPS: FieldType[] = ["choice", "choices", "photos", "money_items"];

function Control(props: FieldProps) {
  const { type } = props.field;
  const { value } = props;
  switch (type) {
    case "choice":
      return <ChoiceField {...props} value={value as string} />;
    case "choices":
      return <ChoicesField {...props} value={(value as string[] | null) ?? []} />;
    case "check":
      return <CheckField {...props} value={value as boolean} />;
    case "airport":
      return <AirportField {...props} value={value as string} />;
    case "tags":
      return <TagsField {...props} value={(value as string[] | null) ?? []} />;
    case "photos":
      return <PhotosField {...props} value={(value as string[] | null) ?? []} />;
    case "money_items":
      return <MoneyField {...props} value={(value as MoneyItem[] | null) ?? []} />;
    case "code":
      return <CodeField {...props} value={value as string} />;
    case "date":
      return <DateField {...props} value={value as string} />;
    case "textarea":
    case "address":
      return <TextareaField {...props} value={value as string} />;
    default:
      // A kind that only a newer server knows is still a question one can answer in words.
      return <TextField {...props} value={value as string} />;
  }
}

/** One question: its label, its hint, the control, and, once the customer is done with it, what is wrong. */
export function FieldFrame({ field, draft }: { field: FormField; draft: FormDraft }) {
  const text = useTexts(texts);
  const { values, errors, left } = useStore(draft.state);
  const id = `form-${draft.id}-${field.key}`;
  const error = left.has(field.key) ? errors[field.key] : undefined;
  const readAs = error ? undefined : draft.readAs(field.key);
  const describedBy = [field.hint && `${id}-hint`, readAs && `${id}-read-as`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const group = GROUPS.includes(field.type);
  const words = (
    <>
      {field.label}
      {!field.required && <span class="f-optional"> {text.optional}</span>}
    </>
  );
  return (
    <div
      class={`f-field f-field--${field.type} ${error ? "f-field--wrong" : ""}`}
      data-field={field.key}
      {...(group && { role: field.type === "choice" ? "radiogroup" : "group", "aria-labelledby": `${id}-label`, "aria-describedby": describedBy })}
      {...(field.type === "choice" && { "aria-required": field.required || undefined })}
    >
      {field.type !== "check" &&
        (group ? (
          <p class="f-label" id={`${id}-label`}>
            {words}
          </p>
        ) : (
          <label class="f-label" for={id}>
            {words}
          </label>
        ))}
      {field.hint && (
        <p class="f-hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      <Control field={field} id={id} value={values[field.key]} invalid={error !== undefined} describedBy={describedBy} draft={draft} />
      <div aria-live="polite">
        {readAs && (
          <p class="f-hint" id={`${id}-read-as`}>
            {readAs}
          </p>
        )}
        {error && (
          <p class="f-error" id={`${id}-error`}>
            <Icon path={ALERT} size={15} />
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

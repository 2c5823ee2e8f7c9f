import { useLayoutEffect, useRef } from "preact/hooks";
import type { InputHTMLAttributes } from "preact";
import type { FieldType } from "../../../kit/api/forms";
import { composing } from "../../composing";
import { earliestDay } from "./days";
import { type FieldProps, marks } from "./frame";

/** Codes are typed in capitals, without a keyboard that corrects them. */
const CODE: InputHTMLAttributes = { autocapitalize: "characters", autocorrect: "off", spellcheck: false, autocomplete: "off", class: "f-input f-input--code" };

const KIND: Partial<Record<FieldType, InputHTMLAttributes>> = {
  name: { autocapitalize: "words", spellcheck: false },
  email: { type: "email", inputMode: "email", autocomplete: "email", autocapitalize: "off", spellcheck: false },
  tel: { type: "tel", inputMode: "tel", autocomplete: "tel" },
  flight: CODE,
  locator: CODE,
  file_reference: CODE,
};

/** A browser may fill in what it knows, by the field's usual name. */
const KNOWN: Record<string, string> = { surname: "family-name", given_name: "given-name", full_name: "name" };

/** One line of text, with the keyboard that suits what is asked for. */
export function TextField({ field, id, value, draft, ...state }: FieldProps<string>) {
  const kind = KIND[field.type] ?? {};
  return (
    <input
      type="text"
      class="f-input"
      autocomplete={KNOWN[field.key]}
      {...kind}
      {...marks({ field, ...state })}
      id={id}
      name={field.key}
      value={value ?? ""}
      placeholder={field.placeholder ?? undefined}
      onInput={(event) => draft.set(field.key, event.currentTarget.value)}
      onBlur={() => draft.leave(field.key)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || composing(event)) return;
        event.preventDefault();
        draft.leave(field.key);
      }}
    />
  );
}

/** Several lines; the box grows with them. */
export function TextareaField({ field, id, value, draft, ...state }: FieldProps<string>) {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [value]);
  const length = value?.length ?? 0;
  const near = field.max ? length > field.max * 0.8 : false;
  return (
    <>
      <textarea
        ref={box}
        class="f-input f-input--area"
        rows={field.type === "address" ? 2 : 3}
        autocomplete={field.type === "address" ? "street-address" : undefined}
        {...marks({ field, ...state })}
        id={id}
        name={field.key}
        value={value ?? ""}
        placeholder={field.placeholder ?? undefined}
        onInput={(event) => draft.set(field.key, event.currentTarget.value)}
        onBlur={() => draft.leave(field.key)}
      />
      {near && (
        <p class={`f-count ${length > field.max! ? "f-count--over" : ""}`} role="status">
          {length} / {field.max}
        </p>
      )}
    </>
  );
}

/** The browser's own calendar, within the days that can be right. */
export function DateField({ field, id, value, draft, ...state }: FieldProps<string>) {
  const { past_days: past, future_days: future } = field;
  return (
    <input
      type="date"
      class="f-input f-input--date"
      {...marks({ field, ...state })}
      id={id}
      name={field.key}
      value={value ?? ""}
      min={typeof past === "number" ? earliestDay(-past - 1) : undefined}
      max={typeof future === "number" ? earliestDay(future) : undefined}
      onInput={(event) => draft.set(field.key, event.currentTarget.value)}
      onBlur={() => draft.leave(field.key)}
    />
  );
}

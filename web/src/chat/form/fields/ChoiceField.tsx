import { Picture } from "../../../kit/form/Picture";
import { colourOf, Swatch } from "../../../kit/form/Swatch";
import type { FieldOption, FormField } from "../../../kit/api/forms";
import { CHECK } from "../../../kit/icons";
import { Icon } from "../../../kit/ui/Icon";
import type { FieldProps } from "./frame";
import "./choice.css";

/** Pictures side by side, colours side by side, or plain words in lines. */
function lookOf(options: FieldOption[]): "tiles" | "colours" | "lines" {
  if (options.some((option) => option.colour)) return "colours";
  return options.some((option) => option.icon) ? "tiles" : "lines";
}

interface OptionsProps {
  field: FormField;
  id: string;
  type: "radio" | "checkbox";
  describedBy: string | undefined;
  invalid: boolean;
  isChosen: (value: string) => boolean;
  onChoose: (value: string, chosen: boolean) => void;
}

function Options({ field, id, type, describedBy, invalid, isChosen, onChoose }: OptionsProps) {
  const options = field.options ?? [];
  const look = lookOf(options);
  return (
    <div class={`f-options f-options--${look} ${options.length <= 3 ? "f-options--few" : ""}`}>
      {options.map((option, index) => (
        <label class="f-option" key={option.value}>
          <input
            type={type}
            class="f-option__input"
            id={index === 0 ? id : undefined}
            name={`${id}-choice`}
            value={option.value}
            checked={isChosen(option.value)}
            aria-describedby={index === 0 ? describedBy : undefined}
            aria-invalid={invalid || undefined}
            onChange={(event) => onChoose(option.value, event.currentTarget.checked)}
          />
          {look === "tiles" && <Picture name={option.icon ?? "other"} />}
          {look === "colours" && <Swatch colour={colourOf(option) ?? "multi"} />}
          {look === "lines" && <span class={`f-option__mark f-option__mark--${type}`}>{type === "checkbox" && <Icon path={CHECK} size={14} />}</span>}
          <span class="f-option__label">{option.label}</span>
        </label>
      ))}
    </div>
  );
}

/** One of several answers. */
export function ChoiceField({ field, value, draft, ...rest }: FieldProps<string>) {
  return <Options {...rest} field={field} type="radio" isChosen={(one) => one === value} onChoose={(one) => draft.set(field.key, one, { done: true })} />;
}

/** Any number of several answers, kept in the order in which they are offered. */
export function ChoicesField({ field, value = [], draft, ...rest }: FieldProps<string[]>) {
  const choose = (one: string, chosen: boolean): void => {
    const next = new Set(value);
    if (chosen) next.add(one);
    else next.delete(one);
    const ordered = (field.options ?? []).map((option) => option.value).filter((option) => next.has(option));
    draft.set(field.key, ordered, { done: true });
  };
  return <Options {...rest} field={field} type="checkbox" isChosen={(one) => value.includes(one)} onChoose={choose} />;
}

/** A sentence to agree to. */
export function CheckField({ field, id, value, draft, invalid, describedBy }: FieldProps<boolean>) {
  return (
    <label class="f-check">
      <input
        type="checkbox"
        class="f-check__input"
        id={id}
        name={field.key}
        checked={value === true}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-required={field.required || undefined}
        onChange={(event) => draft.set(field.key, event.currentTarget.checked, { done: true })}
      />
      <span class="f-check__label">{field.label}</span>
    </label>
  );
}

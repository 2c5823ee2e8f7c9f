import { CHEVRON_DOWN } from "../../kit/icons";
import { Icon } from "../../kit/ui/Icon";

interface SelectProps {
  label: string;
  value: string;
  options: readonly { value: string; words: string }[];
  testId?: string;
  /** The label is for screen readers alone: what is chosen says it. */
  quiet?: boolean;
  onChoose: (value: string) => void;
}

export function Select({ label, value, options, testId, quiet = false, onChoose }: SelectProps) {
  return (
    <label class="i-field">
      <span class={quiet ? "visually-hidden" : ""}>{label}</span>
      <span class="i-field__select">
        <select class="i-field__input" value={value} data-testid={testId} onChange={(event) => onChoose(event.currentTarget.value)}>
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.words}
            </option>
          ))}
        </select>
        <Icon path={CHEVRON_DOWN} size={16} />
      </span>
    </label>
  );
}

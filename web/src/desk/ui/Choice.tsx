import { CHEVRON_DOWN } from "../../kit/icons";
import { Icon } from "../../kit/ui/Icon";
import "./choice.css";

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly T[];
  words: Record<T, string>;
  onChoose: (value: T) => void;
  testId: string;
}

/** The browser's own list: right on every device and with every keyboard. */
export function Choice<T extends string>({ label, value, options, words, onChoose, testId }: ChoiceProps<T>) {
  return (
    <label class="d-choice">
      <span class="visually-hidden">{label}</span>
      <select value={value} data-testid={testId} onChange={(event) => onChoose(event.currentTarget.value as T)}>
        {options.map((option) => (
          <option value={option}>{words[option]}</option>
        ))}
      </select>
      <Icon path={CHEVRON_DOWN} size={14} />
    </label>
  );
}

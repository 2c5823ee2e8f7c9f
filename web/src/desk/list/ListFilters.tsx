import { CHEVRON_DOWN } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Icon } from "../../kit/ui/Icon";
import { FILTERS, SORTS } from "../rules/lists";
import { list, showView, sortBy } from "../state/list";
import { useText } from "../text";

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly T[];
  words: Record<T, string>;
  onChoose: (value: T) => void;
  testId: string;
}

/** The browser's own list: right on every device and with every keyboard. */
function Choice<T extends string>({ label, value, options, words, onChoose, testId }: ChoiceProps<T>) {
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

export function ListFilters() {
  const t = useText();
  const { view, filter, sort } = useStore(list);
  return (
    <div class="d-filters">
      {view === "unassigned" ? <span /> : <Choice label={t.filter.status} value={filter} options={FILTERS} words={t.filter} onChoose={(next) => showView(view, next)} testId="filter-status" />}
      <Choice label={t.filter.sort} value={sort} options={SORTS} words={t.filter} onChoose={sortBy} testId="filter-sort" />
    </div>
  );
}

import { useStore } from "../../../../kit/store";
import { FILTERS, SORTS } from "../logic/lists";
import { list, showView, sortBy } from "../state/list";
import { useText } from "../text";
import { Choice } from "../../../ui/Choice";

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

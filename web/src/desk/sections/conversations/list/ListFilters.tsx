import { useStore } from "../../../../kit/store";
import { useLanguage } from "../../../../kit/i18n";
import { markLabel, markNames } from "../../../text/catalogue";
import { FILTERS, SORTS } from "../logic/lists";
import { list, showLabel, showView, sortBy } from "../state/list";
import { useText } from "../text";
import { Choice } from "../../../ui/Choice";

const ANY = "";

function LabelChoice({ chosen }: { chosen: string | null }) {
  const t = useText();
  const language = useLanguage();
  const words = Object.fromEntries([[ANY, t.filter.anyLabel], ...markNames().map((name) => [name, markLabel(name, language)])]) as Record<string, string>;
  return <Choice label={t.filter.label} value={chosen ?? ANY} options={Object.keys(words)} words={words} onChoose={(next) => showLabel(next || null)} testId="filter-label" />;
}

export function ListFilters() {
  const t = useText();
  const { view, filter, label, sort } = useStore(list);
  return (
    <div class="d-filters">
      {view === "unassigned" ? <span /> : <Choice label={t.filter.status} value={filter} options={FILTERS} words={t.filter} onChoose={(next) => showView(view, next)} testId="filter-status" />}
      <LabelChoice chosen={label} />
      <Choice label={t.filter.sort} value={sort} options={SORTS} words={t.filter} onChoose={sortBy} testId="filter-sort" />
    </div>
  );
}

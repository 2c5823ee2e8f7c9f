import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { CASE_TABS } from "../logic/cases";
import { cases, filterCases } from "../state/list";
import { useText } from "../text";
import { caseKinds } from "../../../text/catalogue";
import { Choice } from "../../../ui/Choice";
import { Tabs } from "../../../ui/Tabs";
import { CaseListBody } from "./CaseListBody";
import { CaseSearch } from "./CaseSearch";
import "../../../ui/list.css";
import "../../../ui/row.css";

function CaseTabs() {
  const t = useText();
  const { filter, counts } = useStore(cases);
  const tabs = CASE_TABS.map((id) => ({ id, words: t.cases.tab[id], count: counts && id !== "closed" ? counts[id] : undefined }));
  return <Tabs label={t.cases.tabs} tabs={tabs} current={filter.tab} panel="case-list" prefix="cases" onChoose={(tab) => filterCases({ tab })} />;
}

function KindChoice() {
  const t = useText();
  const language = useLanguage();
  const { kind } = useStore(cases).filter;
  const words = { "": t.cases.allKinds, ...Object.fromEntries(caseKinds().map(({ name, title }) => [name, title[language]])) };
  return <Choice label={t.cases.kindFilter} value={kind} options={["", ...caseKinds().map(({ name }) => name)]} words={words} onChoose={(next) => filterCases({ kind: next })} testId="filter-kind" />;
}

/** The left pane: open, mine or closed cases, or those that a search finds. */
export function CaseListPane({ id: current }: { id: string | null }) {
  const t = useText();
  const { filter, phase, counts } = useStore(cases);
  const searching = filter.words.trim() !== "";
  return (
    <nav class="d-list" aria-label={t.cases.label}>
      <CaseSearch />
      {searching ? <p class="d-list__scope">{t.cases.searching}</p> : <CaseTabs />}
      <div class="d-filters">
        <KindChoice />
        {counts && counts.overdue > 0 && !searching && <span class="d-due d-due--overdue">{t.cases.waiting(counts.overdue)}</span>}
      </div>
      <div class="d-list__scroll" id="case-list" role={searching ? "region" : "tabpanel"} aria-label={searching ? t.cases.searching : undefined} aria-labelledby={searching ? undefined : `cases-${filter.tab}`} aria-busy={phase === "loading"}>
        <CaseListBody current={current} />
      </div>
    </nav>
  );
}

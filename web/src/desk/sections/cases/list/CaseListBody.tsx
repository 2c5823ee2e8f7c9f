import { ALERT, CASES, CHECK, SEARCH, USER } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { MoreRows } from "../../../ui/MoreRows";
import { RowSkeletons } from "../../../ui/RowSkeletons";
import { cases, loadCases, loadMoreCases } from "../state/list";
import { useText } from "../text";
import { moveAlongRows } from "../../../ui/rowKeys";
import { CaseRow } from "./CaseRow";

/** Each empty list says something of its own. */
function Empty() {
  const t = useText().cases;
  const { tab, words } = useStore(cases).filter;
  if (words.trim()) return <EmptyState icon={SEARCH} title={t.emptySearch.title} text={t.emptySearch.hint} />;
  if (tab === "mine") return <EmptyState icon={USER} title={t.emptyMine.title} text={t.emptyMine.hint} />;
  if (tab === "closed") return <EmptyState icon={CHECK} title={t.emptyClosed.title} text={t.emptyClosed.hint} />;
  return <EmptyState icon={CASES} title={t.emptyOpen.title} text={t.emptyOpen.hint} />;
}

export function CaseListBody({ current }: { current: string | null }) {
  const t = useText();
  const { phase, shown, paging } = useStore(cases);
  if (phase === "loading" && shown.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.cases.failedList}>
        <Button onClick={() => void loadCases()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  if (shown.length === 0) return <Empty />;
  const tabStop = shown.some(({ reference }) => reference === current) ? current : shown[0]?.reference;
  return (
    <>
      <ul class="d-rows" aria-label={t.cases.shown(shown.length)} onKeyDown={moveAlongRows}>
        {shown.map((one) => (
          <CaseRow key={one.id} one={one} current={one.reference === current} tabStop={one.reference === tabStop} />
        ))}
      </ul>
      <MoreRows paging={paging} onMore={() => void loadMoreCases()} />
    </>
  );
}

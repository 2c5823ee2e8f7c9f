import { ALERT } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { list, loadList, loadMore } from "../state/list";
import { useText } from "../text";
import { EmptyList } from "./EmptyList";
import { ListFilters } from "./ListFilters";
import { ListHead } from "./ListHead";
import { MoreRows } from "../../../ui/MoreRows";
import { RowSkeletons } from "../../../ui/RowSkeletons";
import { Rows } from "./Rows";
import { ViewTabs } from "./ViewTabs";
import "../../../ui/list.css";
import "../../../ui/row.css";

function ListBody() {
  const t = useText();
  const { phase, ids, paging } = useStore(list);
  if (phase === "loading" && ids.size === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.error.list}>
        <Button onClick={() => void loadList()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  if (ids.size === 0) return <EmptyList />;
  return (
    <>
      <Rows />
      <MoreRows paging={paging} onMore={() => void loadMore()} />
    </>
  );
}

/** The left pane: which conversations there are, and which of them wait. */
export function ListPane() {
  const t = useText();
  const { phase, view } = useStore(list);
  return (
    <nav class="d-list" aria-label={t.list.label}>
      <ListHead />
      <ViewTabs />
      <ListFilters />
      <div class="d-list__scroll" id="conversation-list" role="tabpanel" aria-labelledby={`view-${view}`} aria-busy={phase === "loading"}>
        <ListBody />
      </div>
    </nav>
  );
}

import { useStore } from "../../../../kit/store";
import { VIEWS } from "../logic/lists";
import { list, showView } from "../state/list";
import { useText } from "../text";
import { Tabs } from "../../../ui/Tabs";

/** Mine, unassigned and all, each with the number of its open conversations. */
export function ViewTabs() {
  const t = useText();
  const { view, filter, counts, phase } = useStore(list);
  const counted = phase === "ready" || counts.all > 0;
  const tabs = VIEWS.map((id) => ({ id, words: t.view[id], count: counted ? counts[id] : undefined, pressing: id === "unassigned" }));
  return <Tabs label={t.view.label} tabs={tabs} current={view} panel="conversation-list" prefix="view" onChoose={(next) => showView(next, filter)} />;
}

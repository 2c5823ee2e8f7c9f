import { CHECK, INBOX, SNOOZE, TAG, USERS } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { list, showView } from "../state/list";
import { useText } from "../text";

const ICONS = { mine: INBOX, unassigned: CHECK, all: USERS, snoozed: SNOOZE, resolved: CHECK } as const;

/** Each empty list says something of its own, and the way to where there is work. */
export function EmptyList() {
  const t = useText();
  const { view, filter, label, counts } = useStore(list);
  const which = filter === "open" ? view : filter;
  const waiting = which === "mine" && counts.unassigned > 0;
  if (label) return <EmptyState icon={TAG} title={t.empty.labelTitle} text={t.empty.labelHint} />;
  return (
    <EmptyState icon={ICONS[which]} title={t.empty[which].title} text={t.empty[which].hint}>
      {waiting && (
        <Button size="sm" onClick={() => showView("unassigned")}>
          {t.view.unassigned} · {counts.unassigned}
        </Button>
      )}
    </EmptyState>
  );
}

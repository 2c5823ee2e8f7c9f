import type { TargetedKeyboardEvent } from "preact";
import { useStore } from "../../kit/store";
import { VIEWS } from "../rules/lists";
import { list, showView } from "../state/list";
import { useText } from "../text";

const STEP: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** Mine, unassigned and all, each with the number of its open conversations. */
export function ViewTabs() {
  const t = useText();
  const { view, filter, counts, phase } = useStore(list);
  // Before the first answer nothing has been counted: no number rather than a wrong one.
  const counted = phase === "ready" || counts.all > 0;

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const step = STEP[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    const next = VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length] ?? view;
    showView(next, filter);
    event.currentTarget.querySelector<HTMLElement>(`[data-testid="tab-${next}"]`)?.focus();
  };

  return (
    <div class="d-tabs" role="tablist" aria-label={t.view.label} onKeyDown={onKeyDown}>
      {VIEWS.map((one) => (
        <button
          type="button"
          class="d-tabs__one"
          role="tab"
          id={`view-${one}`}
          data-testid={`tab-${one}`}
          aria-selected={one === view}
          aria-controls="conversation-list"
          tabIndex={one === view ? 0 : -1}
          onClick={() => showView(one, filter)}
        >
          {t.view[one]}
          {counted && <span class={`d-tabs__count ${one === "unassigned" && counts.unassigned ? "d-tabs__count--waiting" : ""}`}>{counts[one]}</span>}
        </button>
      ))}
    </div>
  );
}

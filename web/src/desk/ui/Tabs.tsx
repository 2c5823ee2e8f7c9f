import type { TargetedKeyboardEvent } from "preact";
import "./tabs.css";

export interface Tab<T extends string> {
  id: T;
  words: string;
  /** Nothing is shown before it has been counted: no number rather than a wrong one. */
  count?: number | string | undefined;
  /** Somebody waits: the number is to be noticed. */
  pressing?: boolean;
}

interface TabsProps<T extends string> {
  label: string;
  tabs: readonly Tab<T>[];
  current: T;
  /** Id of the panel they steer, and the beginning of their own ids. */
  panel: string;
  prefix: string;
  onChoose: (id: T) => void;
}

const STEP: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** Lists side by side, each with its number; arrow keys move between them. */
export function Tabs<T extends string>({ label, tabs, current, panel, prefix, onChoose }: TabsProps<T>) {
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const step = STEP[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    const at = tabs.findIndex(({ id }) => id === current);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.id);
    event.currentTarget.querySelector<HTMLElement>(`#${prefix}-${next.id}`)?.focus();
  };

  return (
    <div class="d-tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, words, count, pressing }) => (
        <button
          type="button"
          key={id}
          class="d-tabs__one"
          role="tab"
          id={`${prefix}-${id}`}
          data-testid={`tab-${id}`}
          aria-selected={id === current}
          aria-controls={panel}
          tabIndex={id === current ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {words}
          {count !== undefined && <span class={`d-tabs__count ${pressing && count ? "d-tabs__count--waiting" : ""}`}>{count}</span>}
        </button>
      ))}
    </div>
  );
}

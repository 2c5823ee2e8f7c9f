import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { CHEVRON_RIGHT } from "../../../../kit/icons";
import { Icon } from "../../../../kit/ui/Icon";
import { recall, remember } from "../../../state/storage";

interface FoldProps {
  /** Under this name the browser remembers whether the section is open. */
  name: string;
  title: string;
  count?: number;
  testId: string;
  children: ComponentChildren;
}

/** One fold of the sidebar. */
export function Fold({ name, title, count, testId, children }: FoldProps) {
  const key = `section.${name}`;
  const [open, setOpen] = useState(() => recall(key, true));
  return (
    <details
      class="d-section"
      open={open}
      data-testid={testId}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        remember(key, event.currentTarget.open);
      }}
    >
      <summary class="d-section__head">
        <Icon path={CHEVRON_RIGHT} size={14} />
        <h2>{title}</h2>
        {count ? <span class="d-section__count">{count}</span> : null}
      </summary>
      <div class="d-section__body">{children}</div>
    </details>
  );
}

export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="d-section__nothing">{children}</p>;
}

import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import "./state.css";

interface EmptyStateProps {
  icon: string;
  title: string;
  text?: string;
  /** What one can do about it: usually one button. */
  children?: ComponentChildren;
}

export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div class="k-empty">
      <span class="k-empty__icon">
        <Icon path={icon} size={26} />
      </span>
      <h2 class="k-empty__title">{title}</h2>
      {text && <p class="k-empty__text">{text}</p>}
      {children}
    </div>
  );
}

import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import "./state.css";

interface BannerProps {
  tone?: "info" | "warning" | "danger" | "success";
  icon?: string;
  children: ComponentChildren;
  /** A button at the end of the line. */
  action?: ComponentChildren;
}

/** One line across the top of a pane; screen readers hear it when it appears. */
export function Banner({ tone = "info", icon, children, action }: BannerProps) {
  return (
    <div class={`k-banner k-banner--${tone}`} role="status">
      {icon && <Icon path={icon} size={18} />}
      <span class="k-banner__text">{children}</span>
      {action}
    </div>
  );
}

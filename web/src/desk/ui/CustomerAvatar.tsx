import { USER } from "../../kit/icons";
import type { Summary } from "../../kit/api/types";
import { Avatar } from "../../kit/ui/Avatar";
import { Icon } from "../../kit/ui/Icon";
import "./chips.css";

/** Initials of a named customer; a plain figure for a visitor without a name. */
export function CustomerAvatar({ summary, size }: { summary: Pick<Summary, "customer">; size: number }) {
  if (summary.customer.name) return <Avatar name={summary.customer.name} size={size} />;
  return (
    <span class="d-visitor" style={{ width: `${size}px`, height: `${size}px` }} aria-hidden="true">
      <Icon path={USER} size={Math.round(size * 0.56)} />
    </span>
  );
}

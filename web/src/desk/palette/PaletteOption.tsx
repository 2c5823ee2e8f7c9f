import type { Summary } from "../../kit/types";
import { Icon } from "../../kit/ui/Icon";
import { customerName } from "../text/names";
import { CustomerAvatar } from "../ui/CustomerAvatar";
import { Keys } from "../ui/Keys";
import { StatusChip } from "../ui/StatusChip";

interface OptionProps {
  index: number;
  active: boolean;
  onChoose: (index: number) => void;
  onPoint: (index: number) => void;
  /** Either a conversation, or an icon with words. */
  summary?: Summary;
  icon?: string;
  words?: string;
  keys?: string | undefined;
}

/** One line of the palette. The focus stays in the search field, so the mouse must not take it. */
export function PaletteOption({ index, active, onChoose, onPoint, summary, icon, words, keys }: OptionProps) {
  return (
    <div
      class="d-palette__option"
      role="option"
      id={`palette-${index}`}
      data-index={index}
      aria-selected={active}
      onMouseMove={() => !active && onPoint(index)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(index)}
    >
      {icon && <Icon path={icon} size={17} />}
      {summary && <CustomerAvatar summary={summary} size={24} />}
      <span class="d-palette__words">
        {summary ? customerName(summary) : words}
        {summary?.last_message && <span class="d-palette__last">{summary.last_message.body}</span>}
      </span>
      {summary && <StatusChip status={summary.status} />}
      {keys && <Keys combination={keys} />}
    </div>
  );
}

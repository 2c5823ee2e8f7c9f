import { useLanguage } from "../../kit/i18n";
import type { Summary } from "../../kit/types";
import { Icon } from "../../kit/ui/Icon";
import { CaseIcon } from "../cases/CaseIcon";
import { CaseStatus } from "../cases/CaseStatus";
import { customerName } from "../text/names";
import type { CaseSummary } from "../types";
import { CustomerAvatar } from "../ui/CustomerAvatar";
import { Keys } from "../ui/Keys";
import { StatusChip } from "../ui/StatusChip";

interface OptionProps {
  index: number;
  active: boolean;
  onChoose: (index: number) => void;
  onPoint: (index: number) => void;
  /** A conversation, or a case, or an icon with words. */
  summary?: Summary;
  one?: CaseSummary;
  icon?: string;
  words?: string;
  keys?: string | undefined;
}

/** One line of the palette. The focus stays in the search field, so the mouse must not take it. */
export function PaletteOption({ index, active, onChoose, onPoint, summary, one, icon, words, keys }: OptionProps) {
  const language = useLanguage();
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
      {one && <CaseIcon kind={one.kind} size={24} />}
      <span class="d-palette__words">
        {summary ? customerName(summary) : (one?.title[language] ?? words)}
        {one && <span class="d-palette__last d-code">{one.reference}</span>}
        {summary?.last_message && <span class="d-palette__last">{summary.last_message.body}</span>}
      </span>
      {summary && <StatusChip status={summary.status} />}
      {one && <CaseStatus status={one.status} />}
      {keys && <Keys combination={keys} />}
    </div>
  );
}

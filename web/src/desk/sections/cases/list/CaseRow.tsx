import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Avatar } from "../../../../kit/ui/Avatar";
import { dueOf } from "../logic/cases";
import { hrefFor } from "../../../state/route";
import { minutes } from "../../../state/clock";
import { selectCase } from "../state/select";
import { useAgent } from "../../../state/session";
import { useText } from "../text";
import { customerName } from "../../../text/names";
import { shortAge } from "../../../text/times";
import type { CaseSummary } from "../../../../kit/api/types";
import { CaseIcon } from "../marks/CaseIcon";
import { CaseStatus } from "../marks/CaseStatus";
import { DueBadge } from "../marks/DueBadge";

/** When it is due; without a due time, how long ago something happened. */
function When({ one }: { one: CaseSummary }) {
  const language = useLanguage();
  const now = useStore(minutes);
  if (dueOf(one, now)) return <DueBadge one={one} />;
  return <span class="d-row__when">{shortAge(now - Date.parse(one.updated_at), language)}</span>;
}

function Assignee({ one }: { one: CaseSummary }) {
  const t = useText().header;
  const agent = useAgent();
  if (!one.assignee) return null;
  const words = one.assignee.id === agent.id ? t.assignedToYou : t.assignee(one.assignee.name);
  return (
    <span class="d-row__assignee" title={words}>
      <Avatar name={one.assignee.name} size={20} />
      <span class="visually-hidden">{words}</span>
    </span>
  );
}

interface RowProps {
  one: CaseSummary;
  current: boolean;
  tabStop: boolean;
}

export function CaseRow({ one, current, tabStop }: RowProps) {
  const language = useLanguage();
  return (
    <li>
      <a
        class="d-row"
        href={hrefFor({ section: "cases", id: one.reference })}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        data-testid="case-row"
        data-id={one.reference}
        data-status={one.status}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          selectCase(one.reference);
        }}
      >
        <CaseIcon kind={one.kind} size={34} />
        <span class="d-row__top">
          <span class="d-row__name">{one.title[language]}</span>
          <span class="d-row__end">
            <Assignee one={one} />
          </span>
        </span>
        <span class="d-row__words">
          <span class="d-code">{one.reference}</span> · {customerName(one)}
        </span>
        <span class="d-row__foot">
          <CaseStatus status={one.status} />
          <When one={one} />
        </span>
      </a>
    </li>
  );
}

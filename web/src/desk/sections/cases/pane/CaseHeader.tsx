import { useLanguage } from "../../../../kit/i18n";
import { ARROW_LEFT } from "../../../../kit/icons";
import { IconButton } from "../../../../kit/ui/IconButton";
import { selectCase } from "../state/select";
import { useText } from "../text";
import type { CaseDetail } from "../../../../kit/api/types";
import { CopyButton } from "../../../ui/CopyButton";
import { AssignMenu } from "./AssignMenu";
import { CaseIcon } from "../marks/CaseIcon";
import { CaseStatus } from "../marks/CaseStatus";
import { DueBadge } from "../marks/DueBadge";
import { MoveMenu } from "./MoveMenu";

/** What the case is, how it stands, whose it is, and the way to move it on. */
export function CaseHeader({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const language = useLanguage();
  const one = detail.case;
  return (
    <header class="d-case__head">
      <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} data-testid="back" onClick={() => selectCase(null)} />
      <CaseIcon kind={one.kind} size={40} />
      <div class="d-case__names">
        <h1>{one.title[language]}</h1>
        <p class="d-case__marks">
          <span class="d-case__reference">
            <span class="d-code">{one.reference}</span>
            <CopyButton text={one.reference} label={t.cases.copy} />
          </span>
          <CaseStatus status={one.status} />
          <DueBadge one={one} />
        </p>
      </div>
      <div class="d-case__actions">
        <AssignMenu one={one} />
        <MoveMenu detail={detail} />
      </div>
    </header>
  );
}

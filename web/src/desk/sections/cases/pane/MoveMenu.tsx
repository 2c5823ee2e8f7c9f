import { useRef, useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { CHEVRON_DOWN } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { Icon } from "../../../../kit/ui/Icon";
import { caseDeed } from "../state/moves";
import { openMenu, panels } from "../../../state/panels";
import { useText } from "../text";
import { caseStatus, toneOf } from "../../../text/catalogue";
import type { CaseDetail } from "../../../../kit/api/types";
import { Menu } from "../../../ui/Menu";
import { MenuHeading, MenuItem } from "../../../ui/MenuItem";
import { MoveDialog } from "./MoveDialog";

/** The states that the case may go to from here; choosing one asks what the customer is to read. */
export function MoveMenu({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const language = useLanguage();
  const open = useStore(panels).menu === "move";
  const busy = useStore(caseDeed) === "move";
  const [to, setTo] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const choose = (status: string) => {
    openMenu(null);
    // The dialog gives the focus back to where it found it: not to a menu item that is gone by then.
    root.current?.querySelector("button")?.focus();
    setTo(status);
  };
  return (
    <div ref={root}>
      {detail.case.allowed_moves.length === 0 ? (
        <span class="d-case__finished">{t.cases.noMoves}</span>
      ) : (
        <Menu
          open={open}
          onOpen={() => openMenu("move")}
          onClose={() => openMenu(null)}
          label={t.cases.newStatus}
          trigger={(props) => (
            <Button size="sm" look="primary" busy={busy} data-testid="move" {...props}>
              {t.cases.move}
              <Icon path={CHEVRON_DOWN} size={14} />
            </Button>
          )}
        >
          <MenuHeading>{t.cases.newStatus}</MenuHeading>
          {detail.case.allowed_moves.map((status) => (
            <MenuItem key={status} testId={`move-${status}`} onChoose={() => choose(status)}>
              <span class={`d-dot d-status--${toneOf(status)}`} />
              {caseStatus(status, language)}
            </MenuItem>
          ))}
        </Menu>
      )}
      {to && <MoveDialog detail={detail} wanted={to} onClose={() => setTo(null)} />}
    </div>
  );
}

import { useLanguage } from "../../../../kit/i18n";
import { SNOOZE } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { SNOOZE_CHOICES, type SnoozeChoice, snoozeTime } from "../logic/snooze";
import { snooze, underWay } from "../state/moves";
import { openMenu, panels } from "../../../state/panels";
import { useText } from "../text";
import { shortDateTime } from "../../../text/times";
import { Menu } from "../../../ui/Menu";
import { MenuHeading, MenuItem } from "../../../ui/MenuItem";

/** Puts a conversation off; each choice says at what time it will be back. */
export function SnoozeMenu({ id }: { id: string }) {
  const t = useText();
  const language = useLanguage();
  const open = useStore(panels).menu === "snooze";
  const busy = useStore(underWay) === "snooze";
  const choose = (choice: SnoozeChoice) => {
    openMenu(null);
    void snooze(id, choice);
  };
  return (
    <Menu
      open={open}
      onOpen={() => openMenu("snooze")}
      onClose={() => openMenu(null)}
      label={t.snooze.title}
      trigger={(props) => (
        <Button size="sm" class="d-actions__lesser" icon={SNOOZE} busy={busy} data-testid="snooze" title={t.action.snooze} aria-label={t.action.snooze} {...props}>
          <span class="d-actions__words">{t.action.snooze}</span>
        </Button>
      )}
    >
      <MenuHeading>{t.snooze.title}</MenuHeading>
      {SNOOZE_CHOICES.map((choice) => (
        <MenuItem key={choice} testId={`snooze-${choice}`} hint={shortDateTime(snoozeTime(choice).toISOString(), language)} onChoose={() => choose(choice)}>
          {t.snooze[choice]}
        </MenuItem>
      ))}
    </Menu>
  );
}

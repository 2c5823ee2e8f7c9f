import { useLanguage } from "../../../../kit/i18n";
import { CHECK, HEADSET, LOOP, SNOOZE, USERS } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { Summary } from "../../../../kit/api/types";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { leads } from "../../../logic/roles";
import { permissionOf } from "../logic/permissions";
import { reopen, take, takeFromColleague, underWay, wake } from "../state/moves";
import { useAgent } from "../../../state/session";
import { useText } from "../text";
import { shortDateTime } from "../../../text/times";

/** Why the agent cannot reply here yet, and the one button that changes it. */
export function PermissionBanner({ summary }: { summary: Summary }) {
  const t = useText();
  const language = useLanguage();
  const agent = useAgent();
  const busy = useStore(underWay) === "take";
  const { id } = summary;
  const button = (words: string, onClick: () => void) => (
    <Button size="sm" busy={busy} data-testid="banner-action" onClick={onClick}>
      {words}
    </Button>
  );

  switch (permissionOf(summary, agent)) {
    case "mine":
      return null;
    case "bot":
      return (
        <Banner icon={LOOP} action={button(t.action.takeOver, () => void take(id))}>
          {t.banner.bot}
        </Banner>
      );
    case "queued":
      return (
        <Banner tone="warning" icon={HEADSET} action={button(t.action.take, () => void take(id))}>
          {t.banner.queued}
        </Banner>
      );
    case "other":
      return (
        <Banner icon={USERS} action={leads(agent) && button(t.action.toMe, () => void takeFromColleague(id))}>
          {t.banner.other(summary.assignee?.name ?? "")}
        </Banner>
      );
    case "snoozed":
      return (
        <Banner icon={SNOOZE} action={button(t.action.wake, () => void wake(id))}>
          {summary.snoozed_until ? t.banner.snoozed(shortDateTime(summary.snoozed_until, language)) : t.banner.snoozedNoTime}
        </Banner>
      );
    case "resolved":
      return (
        <Banner tone="success" icon={CHECK} action={button(t.action.reopen, () => void reopen(id))}>
          {t.banner.resolved}
        </Banner>
      );
  }
}

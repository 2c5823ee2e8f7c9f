import { CHECK, RETRY, RETURN } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { Summary } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { movesFor } from "../logic/permissions";
import { giveBack, reopen, resolve, take, underWay, wake } from "../state/moves";
import { useAgent } from "../../../state/session";
import { useText } from "../text";
import { SnoozeMenu } from "./SnoozeMenu";
import { TransferMenu } from "./TransferMenu";

/** The moves that are legal now; where there is little room they have a row of their own. */
export function HeaderActions({ summary }: { summary: Summary }) {
  const t = useText();
  const agent = useAgent();
  const busy = useStore(underWay);
  const can = movesFor(summary, agent);
  const { id } = summary;
  return (
    <div class="d-actions">
      {can.has("return") && (
        <Button size="sm" class="d-actions__lesser" icon={RETURN} busy={busy === "return"} data-testid="return" title={t.action.giveBack} aria-label={t.action.giveBack} onClick={() => void giveBack(id)}>
          <span class="d-actions__words">{t.action.giveBackShort}</span>
        </Button>
      )}
      {can.has("transfer") && <TransferMenu summary={summary} />}
      {can.has("snooze") && <SnoozeMenu id={id} />}
      {can.has("resolve") && (
        <Button size="sm" look={summary.status === "bot" ? "secondary" : "primary"} icon={CHECK} busy={busy === "resolve"} data-testid="resolve" onClick={() => void resolve(id)}>
          {t.action.resolve}
        </Button>
      )}
      {can.has("reopen") && (
        <Button size="sm" icon={RETRY} busy={busy === "reopen"} data-testid="reopen" onClick={() => void reopen(id)}>
          {t.action.reopen}
        </Button>
      )}
      {can.has("wake") && (
        <Button size="sm" icon={RETRY} busy={busy === "wake"} data-testid="wake" onClick={() => void wake(id)}>
          {t.action.wake}
        </Button>
      )}
      {can.has("take") && (
        <Button size="sm" look="primary" busy={busy === "take"} data-testid="take" onClick={() => void take(id)}>
          {summary.status === "bot" ? t.action.takeOver : t.action.take}
        </Button>
      )}
    </div>
  );
}

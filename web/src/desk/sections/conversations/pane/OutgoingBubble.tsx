import { ALERT } from "../../../../kit/icons";
import { BodyText } from "../../../../kit/message/BodyText";
import { Icon } from "../../../../kit/ui/Icon";
import { Spinner } from "../../../../kit/ui/Spinner";
import { discard, type Outgoing, sendAgain } from "../state/outbox";
import { useText } from "../text";

/** A message that the server has not confirmed yet, or refused; nothing typed is ever lost. */
export function OutgoingBubble({ item }: { item: Outgoing }) {
  const t = useText();
  const failed = item.state === "failed";
  return (
    <li class={`d-bubble d-bubble--end d-bubble--${item.kind === "note" ? "note" : "agent"} d-bubble--joined`} data-testid="outgoing" data-state={item.state}>
      <span class="d-bubble__face" />
      <div class="d-bubble__column">
        <div class={`d-bubble__words ${failed ? "d-bubble__words--failed" : "d-bubble__words--sending"}`}>
          <BodyText text={item.text} />
        </div>
        {failed ? (
          <p class="d-bubble__state d-bubble__state--failed" role="alert">
            <Icon path={ALERT} size={14} />
            {t.thread.failed}
            <button type="button" data-testid="retry" onClick={() => sendAgain(item.clientId)}>
              {t.action.retry}
            </button>
            <button type="button" data-testid="discard" onClick={() => discard(item.clientId)}>
              {t.action.discard}
            </button>
          </p>
        ) : (
          <p class="d-bubble__state">
            <Spinner size={11} /> {t.thread.sending}
          </p>
        )}
      </div>
    </li>
  );
}

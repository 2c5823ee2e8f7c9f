import { ALERT, CLOCK } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { BoardingPassMark } from "../kit/message/BoardingPassMark";
import { readBoardingPass } from "../kit/message/boardingPass";
import { BodyText } from "../kit/message/BodyText";
import { Icon } from "../kit/ui/Icon";
import type { ChatModel } from "./model";
import type { Pending } from "./outbox";
import { texts } from "./texts";

/** Words the server does not have yet. */
export function PendingBubble({ item, model }: { item: Pending; model: ChatModel }) {
  const text = useTexts(texts);
  const { draft, state, client_id } = item;
  const words = "text" in draft ? draft.text : draft.title;
  const pass = readBoardingPass(words);
  return (
    <>
      <div class={`c-bubble c-bubble--${state}`} data-author="visitor" data-kind="text" data-state={state}>
        {pass ? <BoardingPassMark pass={pass} /> : <BodyText text={words} />}
      </div>
      {state === "sending" && <p class="c-delivery c-delivery--slow">{text.sending}</p>}
      {state === "waiting" && (
        <p class="c-delivery" data-testid="waiting">
          <Icon path={CLOCK} size={13} /> {text.waiting}
        </p>
      )}
      {state === "failed" && (
        <p class="c-delivery c-delivery--failed" role="alert">
          <Icon path={ALERT} size={13} /> {item.code === "message_too_large" ? text.failedTooLong : text.failed}
          <button type="button" onClick={() => model.retry(client_id)} data-testid="retry">
            {text.retry}
          </button>
          <button type="button" onClick={() => model.discard(client_id)} data-testid="discard">
            {text.discard}
          </button>
        </p>
      )}
    </>
  );
}

import { useState } from "preact/hooks";
import { RETRY, TRASH } from "../../kit/icons";
import { useStore } from "../../kit/store";
import { Button } from "../../kit/ui/Button";
import { discard, edits, heldDeed, replay } from "../state/held";
import { useText } from "../text";
import type { HeldMessage } from "../types";
import { ConfirmDialog } from "../ui/ConfirmDialog";

/** Read again as it stands now, or throw away after asking. */
export function HeldActions({ message }: { message: HeldMessage }) {
  const t = useText();
  const deed = useStore(heldDeed);
  const edited = useStore(edits)[message.id] !== undefined;
  const [asking, setAsking] = useState(false);
  return (
    <footer class="d-held__foot">
      <Button look="danger" icon={TRASH} busy={deed === "discard"} data-testid="held-discard" onClick={() => setAsking(true)}>
        {t.held.discard}
      </Button>
      <span class="d-held__gap" />
      {edited && (
        <Button look="quiet" data-testid="held-reset" onClick={() => edits.patch({ [message.id]: undefined })}>
          {t.held.reset}
        </Button>
      )}
      <Button look="primary" icon={RETRY} busy={deed === "replay"} data-testid="held-replay" onClick={() => void replay(message)}>
        {t.held.replay}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t.held.discardTitle}
          text={t.held.discardText}
          confirm={t.held.discardConfirm}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void discard(message);
          }}
        />
      )}
    </footer>
  );
}

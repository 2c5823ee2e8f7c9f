import { useState } from "preact/hooks";
import { RETRY, TRASH } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { Button } from "../../../kit/ui/Button";
import { discard, edits, quarantineDeed, replay } from "./state";
import { useText } from "./text";
import type { QuarantinedMessage } from "../../../kit/api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";

/** Read again as it stands now, or throw away after asking. */
export function QuarantineActions({ message }: { message: QuarantinedMessage }) {
  const t = useText();
  const deed = useStore(quarantineDeed);
  const edited = useStore(edits)[message.id] !== undefined;
  const [asking, setAsking] = useState(false);
  return (
    <footer class="d-quarantine__foot">
      <Button look="danger" icon={TRASH} busy={deed === "discard"} data-testid="quarantine-discard" onClick={() => setAsking(true)}>
        {t.quarantine.discard}
      </Button>
      <span class="d-quarantine__gap" />
      {edited && (
        <Button look="quiet" data-testid="quarantine-reset" onClick={() => edits.patch({ [message.id]: undefined })}>
          {t.quarantine.reset}
        </Button>
      )}
      <Button look="primary" icon={RETRY} busy={deed === "replay"} data-testid="quarantine-replay" onClick={() => void replay(message)}>
        {t.quarantine.replay}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t.quarantine.discardTitle}
          text={t.quarantine.discardText}
          confirm={t.quarantine.discardConfirm}
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

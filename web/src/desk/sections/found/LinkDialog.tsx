import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { useStore } from "../../../kit/store";
import { Button } from "../../../kit/ui/Button";
import { Modal } from "../../ui/Modal";
import { act, foundDeed, link } from "./state";
import { useText } from "./text";
import "../cases/pane/move-dialog.css";

interface DialogProps {
  number: string;
  onClose: () => void;
}

interface AskProps {
  title: string;
  words: string;
  label: string;
  confirm: string;
  danger?: boolean;
  busy: boolean;
  onConfirm: (note: string) => Promise<boolean>;
  onClose: () => void;
}

/** The last step before something that is told, with room for a word. */
function Ask({ title, words, label, confirm, danger, busy, onConfirm, onClose }: AskProps) {
  const t = useText().found;
  const [note, setNote] = useState("");
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (await onConfirm(note)) onClose();
  };
  return (
    <Modal label={title} onClose={onClose} class="d-move">
      <form class="d-move__form" onSubmit={submit}>
        <h2>{title}</h2>
        <p>{words}</p>
        <label class="d-move__note">
          <span class="d-move__label">
            {label} <span class="d-move__optional">{t.optional}</span>
          </span>
          <textarea rows={2} value={note} maxLength={500} data-testid="found-note" onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <footer class="d-move__foot">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look={danger ? "danger" : "primary"} type="submit" busy={busy} data-testid="found-confirm">
            {confirm}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}

/** Before a customer reads that their thing was found. */
export function LinkDialog({ number, reference, onClose }: DialogProps & { reference: string }) {
  const t = useText().found;
  const busy = useStore(foundDeed) === "link";
  return <Ask title={t.linkTitle} words={t.linkText(reference)} label={t.noteForCustomer} confirm={t.link} busy={busy} onConfirm={(note) => link(number, reference, note)} onClose={onClose} />;
}

/** Before an item comes to another state. */
export function DeedDialog({ number, deed, onClose }: DialogProps & { deed: "unlink" | "hand-back" | "dispose" }) {
  const t = useText().found;
  const busy = useStore(foundDeed) === deed;
  return <Ask title={t.deedTitle[deed]} words={t.deedText[deed]} label={t.note} confirm={t.deed[deed]} danger={deed !== "hand-back"} busy={busy} onConfirm={(note) => act(number, deed, note)} onClose={onClose} />;
}

import { Button } from "../../kit/ui/Button";
import { useText } from "../text";
import { Modal } from "./Modal";
import "./confirm.css";

interface ConfirmProps {
  title: string;
  text: string;
  /** The words on the button that does it. */
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be undone; the safe answer has the focus. */
export function ConfirmDialog({ title, text, confirm, onConfirm, onClose }: ConfirmProps) {
  const t = useText();
  return (
    <Modal label={title} onClose={onClose} class="d-confirm">
      <h2>{title}</h2>
      <p>{text}</p>
      <footer>
        <Button autofocus data-testid="confirm-cancel" onClick={onClose}>
          {t.action.cancel}
        </Button>
        <Button look="danger" data-testid="confirm" onClick={onConfirm}>
          {confirm}
        </Button>
      </footer>
    </Modal>
  );
}

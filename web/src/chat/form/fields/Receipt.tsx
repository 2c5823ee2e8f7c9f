import { CAMERA, CLOSE } from "../../../kit/icons";
import { useTexts } from "../../../kit/i18n";
import { useStore } from "../../../kit/store";
import { Icon } from "../../../kit/ui/Icon";
import { Spinner } from "../../../kit/ui/Spinner";
import { PDF, PICTURES } from "../../files";
import type { FormDraft } from "../draft";
import { texts } from "../texts";
import { Thumb } from "./Thumb";

interface ReceiptProps {
  /** Which row it is for. */
  slot: string;
  fileId: string | null;
  pdf: boolean;
  draft: FormDraft;
  onChange: (fileId: string | null) => void;
}

/** The receipt of one row: none, on its way, there, or why it could not be taken. */
export function Receipt({ slot, fileId, pdf, draft, onChange }: ReceiptProps) {
  const text = useTexts(texts);
  const upload = useStore(draft.uploads.state).find((one) => one.slot === slot);
  const file = useStore(draft.state).form?.files.find((one) => one.id === fileId);

  const add = (chosen: File | undefined): void => {
    if (!chosen) return;
    if (upload) draft.uploads.discard(upload.id);
    draft.uploads.add(slot, chosen, { pdf, done: (stored) => onChange(stored.id) });
  };
  if (fileId) {
    return (
      <span class="f-receipt">
        <Thumb file={file} uploads={draft.uploads} alt={text.money.receipt} />
        <span class="f-receipt__word">{text.money.hasReceipt}</span>
        <button
          type="button"
          class="f-receipt__remove"
          aria-label={text.money.removeReceipt}
          title={text.money.removeReceipt}
          onClick={() => {
            draft.uploads.remove(fileId);
            onChange(null);
          }}
        >
          <Icon path={CLOSE} size={14} />
        </button>
      </span>
    );
  }
  if (upload && upload.problem === null) {
    return (
      <span class="f-receipt" role="status">
        <Spinner size={16} /> {text.photos.progress(Math.round(upload.share * 100))}
      </span>
    );
  }
  return (
    <span class="f-receipt f-receipt--empty">
      <label class="f-receipt__add">
        <input
          type="file"
          class="f-picker__input"
          accept={[...PICTURES, ...(pdf ? [PDF] : [])].join(",")}
          onChange={(event) => {
            add(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
        <Icon path={CAMERA} size={16} />
        {text.money.addReceipt}
      </label>
      {upload?.problem && (
        <span class="f-error" role="status">
          {text.photos.problem[upload.problem]}
        </span>
      )}
    </span>
  );
}

import { CLIP } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Icon } from "../../../../kit/ui/Icon";
import { Spinner } from "../../../../kit/ui/Spinner";
import { sendFiles, underWay } from "../state/moves";
import { useText } from "../text";

const TAKEN = "image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,.heic,.heif,application/pdf";

/** Sends the customer a picture or a PDF. */
export function AttachButton({ id }: { id: string }) {
  const t = useText();
  const busy = useStore(underWay) === "file";
  return (
    <label class="d-composer__attach" title={t.composer.attach}>
      {busy ? <Spinner size={16} /> : <Icon path={CLIP} size={18} />}
      <input
        type="file"
        class="visually-hidden"
        multiple
        accept={TAKEN}
        aria-label={t.composer.attach}
        disabled={busy}
        data-testid="attach"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          void sendFiles(id, files);
        }}
      />
    </label>
  );
}

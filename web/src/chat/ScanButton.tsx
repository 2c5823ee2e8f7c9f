import { useState } from "preact/hooks";
import { CLIP, SCAN } from "../kit/icons";
import { useStore } from "../kit/store";
import { useTexts } from "../kit/i18n";
import { Icon } from "../kit/ui/Icon";
import { Spinner } from "../kit/ui/Spinner";
import { type FileProblem, PDF, PICTURES, problemOf, refuse, WALLET_PASS } from "./files";
import type { ChatModel } from "./model";
import { texts } from "./texts";

/** `none`: the picture shows no boarding pass. */
export type ScanProblem = FileProblem | "none";

/** Sends a picture or a PDF to the person who is there. Else takes a picture of a boarding pass, or one from Apple Wallet, and sends what its barcode says, so that nobody has to type it. */
export function ScanButton({ model, onProblem }: { model: ChatModel; onProblem: (problem: ScanProblem | null) => void }) {
  const words = useTexts(texts);
  const text = words.scan;
  const { conversation } = useStore(model.state);
  // While a person is there or called, what is sent is for them to look at.
  const toPerson = conversation !== null && ["queued", "assigned", "snoozed"].includes(conversation.status);
  const label = toPerson ? words.attach : text.label;
  const [busy, setBusy] = useState(false);

  const scan = async (file: File): Promise<void> => {
    const refused = refuse(file, { pass: !toPerson, pdf: toPerson });
    onProblem(refused);
    if (refused) return;
    setBusy(true);
    try {
      const { found, message_id } = await model.sendFile(file, { toPerson });
      if (message_id) return setBusy(false);
      if (found["boarding_pass"]) model.send({ text: found["boarding_pass"] });
      else onProblem("none");
    } catch (error) {
      onProblem(problemOf(error));
    }
    setBusy(false);
  };

  return (
    <label class="c-scan" title={label}>
      {busy ? <Spinner size={18} /> : <Icon path={toPerson ? CLIP : SCAN} size={21} />}
      <span class="visually-hidden" role="status">
        {busy && text.busy}
      </span>
      <input
        type="file"
        class="c-scan__input"
        accept={[...PICTURES, ...(toPerson ? [PDF] : WALLET_PASS)].join(",")}
        aria-label={label}
        disabled={busy}
        data-testid="scan"
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          input.value = "";
          if (file) void scan(file);
        }}
      />
    </label>
  );
}

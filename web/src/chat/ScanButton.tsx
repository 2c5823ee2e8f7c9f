import { useState } from "preact/hooks";
import { SCAN } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { Icon } from "../kit/ui/Icon";
import { Spinner } from "../kit/ui/Spinner";
import { type FileProblem, PICTURES, problemOf, refuse, WALLET_PASS } from "./files";
import type { ChatModel } from "./model";
import { texts } from "./texts";

/** `none`: the picture shows no boarding pass. */
export type ScanProblem = FileProblem | "none";

/** Takes a picture of a boarding pass, or one from Apple Wallet, and sends what its barcode says, so that nobody has to type it. */
export function ScanButton({ model, onProblem }: { model: ChatModel; onProblem: (problem: ScanProblem | null) => void }) {
  const text = useTexts(texts).scan;
  const [busy, setBusy] = useState(false);

  const scan = async (file: File): Promise<void> => {
    const refused = refuse(file, { pass: true });
    onProblem(refused);
    if (refused) return;
    setBusy(true);
    try {
      const { found } = await model.sendFile(file);
      if (found["boarding_pass"]) model.send({ text: found["boarding_pass"] });
      else onProblem("none");
    } catch (error) {
      onProblem(problemOf(error));
    }
    setBusy(false);
  };

  return (
    <label class="c-scan" title={text.label}>
      {busy ? <Spinner size={18} /> : <Icon path={SCAN} size={21} />}
      <span class="visually-hidden" role="status">
        {busy && text.busy}
      </span>
      <input
        type="file"
        class="c-scan__input"
        accept={[...PICTURES, ...WALLET_PASS].join(",")}
        aria-label={text.label}
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

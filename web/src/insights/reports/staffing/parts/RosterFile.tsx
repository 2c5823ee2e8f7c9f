import { useState } from "preact/hooks";
import { CLIP } from "../../../../kit/icons";
import { Banner } from "../../../../kit/ui/Banner";
import { Icon } from "../../../../kit/ui/Icon";
import { takeIn } from "../state";
import { useText } from "../text";
import type { Imported } from "../types";

/** A file of shifts: what was taken, and every line that was not. */
export function RosterFile() {
  const t = useText();
  const [state, setState] = useState<"ready" | "busy" | "failed">("ready");
  const [done, setDone] = useState<Imported | null>(null);
  const choose = async (field: HTMLInputElement): Promise<void> => {
    const file = field.files?.[0];
    if (!file || state === "busy") return;
    setState("busy");
    setDone(null);
    try {
      setDone(await takeIn(await file.text()));
      setState("ready");
    } catch {
      setState("failed");
    }
    // The same file may be chosen again once it is mended.
    field.value = "";
  };
  return (
    <div class="s-file">
      <label class="k-button k-button--secondary k-button--md s-file__choose" aria-busy={state === "busy"}>
        <Icon path={CLIP} size={18} />
        {t.file}
        <input class="visually-hidden" type="file" accept=".csv,text/csv" data-testid="shift-file" onChange={(event) => void choose(event.currentTarget)} />
      </label>
      <p class="i-note">{t.fileHint}</p>
      {state === "failed" && <Banner tone="danger">{t.fileFailed}</Banner>}
      {done && <Told done={done} />}
    </div>
  );
}

function Told({ done }: { done: Imported }) {
  const t = useText();
  return (
    <div class="s-file__told" data-testid="imported">
      <Banner tone={done.bad.length ? "warning" : "success"}>
        {t.imported(done.added, done.known)} {done.bad.length > 0 && t.badLines(done.bad.length)}
      </Banner>
      {done.bad.length > 0 && (
        <ul class="s-file__lines">
          {done.bad.map(({ line, text, why }) => (
            <li key={line}>
              <strong>{t.line(line)}</strong> · {t.why[why]}
              <code>{text}</code>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

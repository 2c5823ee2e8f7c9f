import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "../../kit/i18n";
import { Button } from "../../kit/ui/Button";
import { texts } from "./texts";

/** Asks once before a form is closed unsent. */
export function StopAsk({ busy, onStop, onStay }: { busy: boolean; onStop: () => void; onStay: () => void }) {
  const text = useTexts(texts);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("button:last-of-type")?.focus(), []);
  return (
    <div
      class="f-stop"
      ref={box}
      role="alertdialog"
      aria-label={text.stopAsk}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onStay();
      }}
    >
      <p class="f-stop__text">
        <strong>{text.stopAsk}</strong> {text.stopText}
      </p>
      <div class="f-stop__ways">
        <Button size="sm" look="danger" busy={busy} onClick={onStop} data-testid="form-stop-yes">
          {text.stopYes}
        </Button>
        <Button size="sm" onClick={onStay}>
          {text.stopNo}
        </Button>
      </div>
    </div>
  );
}

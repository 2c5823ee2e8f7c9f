import { useEffect, useState } from "preact/hooks";
import { useTexts } from "../../../kit/i18n";
import { ApiError } from "../../../kit/http";
import { Button } from "../../../kit/ui/Button";
import { texts } from "../texts";
import { type FieldProps, marks } from "./frame";
import "./code.css";

const WAIT_S = 60;

/** Seconds until a moment, counted down. */
function useCountdown(until: number): number {
  const [, tick] = useState(0);
  const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  useEffect(() => {
    if (left === 0) return undefined;
    const timer = setTimeout(() => tick((count) => count + 1), 1000);
    return () => clearTimeout(timer);
  });
  return left;
}

/** A one-time code that is mailed on request; phones that see it arrive may fill it in. */
export function CodeField({ field, id, value, draft, ...state }: FieldProps<string>) {
  const text = useTexts(texts).code;
  const [sent, setSent] = useState<{ to: string; minutes: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<"failed" | "tooOften" | null>(null);
  const [until, setUntil] = useState(0);
  const left = useCountdown(until);

  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { sent_to, expires_in } = await draft.server.sendCode();
      setSent({ to: sent_to, minutes: Math.round(expires_in / 60) });
      setUntil(Date.now() + WAIT_S * 1000);
      document.getElementById(id)?.focus();
    } catch (error) {
      const refusal = error instanceof ApiError ? error : null;
      setProblem(refusal?.status === 429 ? "tooOften" : "failed");
      if (refusal?.retryAfter) setUntil(Date.now() + refusal.retryAfter * 1000);
    }
    setBusy(false);
  };

  return (
    <div class="f-code">
      <input
        type="text"
        class="f-input f-input--digits"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={12}
        {...marks({ field, ...state })}
        id={id}
        name={field.key}
        value={value ?? ""}
        placeholder="––––––"
        onInput={(event) => draft.set(field.key, event.currentTarget.value.normalize("NFKC").replace(/\D/g, "").slice(0, 6))}
        onBlur={() => draft.leave(field.key)}
      />
      <Button size="md" look={sent ? "quiet" : "secondary"} class="f-code__send" busy={busy} disabled={left > 0} onClick={() => void send()} data-testid="form-code">
        {left > 0 ? text.againIn(left) : sent ? text.again : text.send}
      </Button>
      <p class={`f-code__word ${problem ? "f-code__word--problem" : ""}`} role="status">
        {problem ? text[problem] : sent && text.sent(sent.to, sent.minutes)}
      </p>
    </div>
  );
}

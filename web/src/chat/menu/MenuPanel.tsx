import { useEffect, useRef, useState } from "preact/hooks";
import { BELL, BELL_OFF, DOWNLOAD, SEND } from "../../kit/icons";
import { useTexts } from "../../kit/i18n";
import { useStore } from "../../kit/store";
import { Button } from "../../kit/ui/Button";
import { Icon } from "../../kit/ui/Icon";
import { alerts, toggleAlerts } from "../alerts";
import { texts } from "./texts";
import { mailTranscript, type Problem, problemOf, saveTranscript, type Transcribed } from "./transcript";
import "./menu.css";

type Outcome = { said: string } | { problem: Problem } | null;

function MailForm({ model, onDone }: { model: Transcribed; onDone: (outcome: Outcome) => void }) {
  const text = useTexts(texts);
  const [email, setEmail] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = async (): Promise<void> => {
    setBusy(true);
    await mailTranscript(model, email.trim()).then(
      (to) => onDone({ said: text.sent(to) }),
      (error: unknown) => onDone({ problem: problemOf(error) }),
    );
    setBusy(false);
  };
  return (
    <form
      class="c-menu__mail"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && email.trim()) void send();
      }}
    >
      <input
        ref={field}
        class="c-menu__address"
        type="email"
        autocomplete="email"
        value={email}
        placeholder={text.address}
        aria-label={text.address}
        data-testid="transcript-email"
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" look="primary" busy={busy} disabled={email.trim() === ""} data-testid="transcript-send">
        {text.send}
      </Button>
    </form>
  );
}

/** What is wanted now and then: to be alerted, and to keep what was said. */
export function MenuPanel({ model, onClose }: { model: Transcribed; onClose: () => void }) {
  const text = useTexts(texts);
  const ringing = useStore(alerts);
  const [mailing, setMailing] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    root.current?.querySelector("button")?.focus();
  }, []);
  const save = (): void => {
    void saveTranscript(model).then(
      () => setOutcome({ said: text.saved }),
      (error: unknown) => setOutcome({ problem: problemOf(error) }),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    // The window itself stays open.
    event.stopPropagation();
    onClose();
  };
  return (
    <div class="c-menu" ref={root} id="chat-menu" data-testid="menu-panel" onKeyDown={onKeyDown}>
      <button type="button" class="c-menu__item" aria-pressed={ringing} data-testid="alerts" onClick={toggleAlerts}>
        <Icon path={ringing ? BELL : BELL_OFF} size={18} />
        <span class="c-menu__words">
          {text.alerts}
          <small class="c-menu__hint">{text.alertsHint}</small>
        </span>
        <span class="c-menu__switch" aria-hidden="true" />
      </button>
      <button type="button" class="c-menu__item" data-testid="transcript-save" onClick={save}>
        <Icon path={DOWNLOAD} size={18} /> {text.save}
      </button>
      <button type="button" class="c-menu__item" aria-expanded={mailing} data-testid="transcript-mail" onClick={() => setMailing(!mailing)}>
        <Icon path={SEND} size={18} /> {text.mail}
      </button>
      {mailing && (
        <MailForm
          model={model}
          onDone={(done) => {
            setOutcome(done);
            if (done && "said" in done) setMailing(false);
          }}
        />
      )}
      <p class="c-menu__outcome" role="status" data-testid="menu-outcome" data-problem={(outcome && "problem" in outcome) || undefined}>
        {outcome && ("said" in outcome ? outcome.said : text.problem[outcome.problem])}
      </p>
    </div>
  );
}

import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { RETRY } from "../../../../kit/icons";
import { timeAgo } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import { IconButton } from "../../../../kit/ui/IconButton";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import * as server from "../api";
import { useDeed, useLoaded } from "../loaded";
import { Card, Checks, Fetched, Field, Once } from "../parts";
import { useText } from "../text";

/** What an address was told lately, and the way to tell it once more. */
function Calls({ webhook }: { webhook: server.Webhook }) {
  const t = useText().administration.webhooks;
  const language = useLanguage();
  const loaded = useLoaded(() => server.fetchCalls(webhook.id));
  const [busy, perform] = useDeed();
  return (
    <Fetched from={loaded}>
      {({ calls }) =>
        calls.length === 0 ? (
          <p class="a-hint">{t.noCalls}</p>
        ) : (
          <ul class="a-lines" data-testid="calls">
            {calls.map((call) => (
              <li key={call.id} data-testid="call">
                <span class={`a-mark a-mark--${call.status}`}>{t.status[call.status]}</span>
                <code>{call.event}</code>
                <span class="a-lines__why">
                  {call.error ? (t.why[call.error as keyof typeof t.why] ?? call.error) : ""}
                  {call.answered !== null && ` (${call.answered})`}
                  {call.attempts > 1 && ` · ${t.tries(call.attempts)}`}
                </span>
                <time dateTime={call.created_at}>{timeAgo(call.created_at, language)}</time>
                <IconButton icon={RETRY} size={14} label={t.replay} data-testid="replay" disabled={busy} onClick={() => void perform(() => server.replayCall(webhook.id, call.id), t.replayed).then(loaded.reload)} />
              </li>
            ))}
          </ul>
        )
      }
    </Fetched>
  );
}

function One({ webhook, events, onChange }: { webhook: server.Webhook; events: readonly server.WebhookEvent[]; onChange: () => Promise<void> }) {
  const t = useText().administration;
  const w = t.webhooks;
  const [busy, perform] = useDeed();
  const [secret, setSecret] = useState("");
  const [shown, setShown] = useState(false);
  const [asks, setAsks] = useState(false);
  const [tests, setTests] = useState(0);
  const change = (body: Parameters<typeof server.changeWebhook>[1]) => perform(() => server.changeWebhook(webhook.id, body).then(onChange), t.saved);
  const renew = () => perform(async () => setSecret((await server.renewSecret(webhook.id)).secret));
  const test = () =>
    perform(async () => {
      await server.testWebhook(webhook.id);
      setShown(true);
      setTests(tests + 1);
    }, w.tested);
  return (
    <Card title={webhook.note || new URL(webhook.url).host} testId="webhook">
      <p class="a-address">
        <code>{webhook.url}</code>
        {!webhook.active && <span class="a-mark a-mark--failed">{webhook.stopped_because ? w.stopped : w.off}</span>}
      </p>
      {secret && <Once title={w.secretOnce} secret={secret} />}
      <Checks label={w.events} options={events} words={(event) => w.event[event]} chosen={webhook.events} prefix={`event-${webhook.id}`} onChoose={(chosen) => void (chosen.length ? change({ events: chosen }) : undefined)} />
      <div class="a-foot">
        <Button size="sm" busy={busy} data-testid="test-webhook" onClick={() => void test()}>
          {w.test}
        </Button>
        <Button size="sm" onClick={() => setShown(!shown)} aria-expanded={shown}>
          {shown ? w.hideCalls : w.showCalls}
        </Button>
        <Button size="sm" onClick={() => void change({ active: !webhook.active })}>
          {webhook.active ? w.switchOff : w.switchOn}
        </Button>
        <Button size="sm" onClick={() => void renew()}>
          {w.renew}
        </Button>
        <Button size="sm" look="quiet" onClick={() => setAsks(true)}>
          {w.remove}
        </Button>
      </div>
      {shown && <Calls key={tests} webhook={webhook} />}
      {asks && <ConfirmDialog title={w.removeTitle} text={w.removeText} confirm={w.remove} onClose={() => setAsks(false)} onConfirm={() => void perform(() => server.removeWebhook(webhook.id).then(onChange), w.removed)} />}
    </Card>
  );
}

function New({ events, onMade }: { events: readonly server.WebhookEvent[]; onMade: () => Promise<void> }) {
  const t = useText().administration;
  const w = t.webhooks;
  const [url, setUrl] = useState("");
  const [note, setNote] = useState("");
  const [chosen, setChosen] = useState<server.WebhookEvent[]>([...events]);
  const [secret, setSecret] = useState("");
  const [busy, perform] = useDeed({ invalid_request: w.refused });
  const make = () =>
    perform(async () => {
      const made = await server.createWebhook({ url: url.trim(), events: chosen, note: note.trim() });
      setSecret(made.secret);
      setUrl("");
      setNote("");
      await onMade();
    });
  return (
    <Card title={w.add} testId="new-webhook">
      {secret && <Once title={w.secretOnce} secret={secret} />}
      <Field label={w.url} value={url} type="url" onWrite={setUrl} hint={w.urlHint} testId="webhook-url" />
      <Field label={w.note} value={note} onWrite={setNote} testId="webhook-note" />
      <Checks label={w.events} options={events} words={(event) => w.event[event]} chosen={chosen} onChoose={setChosen} prefix="event" />
      <div class="a-foot">
        <Button look="primary" busy={busy} disabled={!url.trim() || chosen.length === 0} data-testid="add-webhook" onClick={() => void make()}>
          {w.add}
        </Button>
      </div>
    </Card>
  );
}

/** Addresses that are called when something happens. */
export function Webhooks() {
  const loaded = useLoaded(server.fetchWebhooks);
  return (
    <Fetched from={loaded}>
      {({ webhooks, events }) => (
        <>
          {webhooks.map((webhook) => (
            <One key={webhook.id} webhook={webhook} events={events} onChange={loaded.reload} />
          ))}
          <New events={events} onMade={loaded.reload} />
        </>
      )}
    </Fetched>
  );
}

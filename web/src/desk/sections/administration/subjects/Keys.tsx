import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { fullTime, timeAgo } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import * as server from "../api";
import { useDeed, useLoaded } from "../loaded";
import { Card, Checks, Fetched, Field, Once } from "../parts";
import { useText } from "../text";

const isOver = ({ revoked_at, expires_at }: server.ApiKey): boolean => revoked_at !== null || (expires_at !== null && Date.parse(expires_at) <= Date.now());

function One({ apiKey, onRevoked }: { apiKey: server.ApiKey; onRevoked: () => Promise<void> }) {
  const t = useText().administration.keys;
  const language = useLanguage();
  const [asks, setAsks] = useState(false);
  const [, perform] = useDeed({ api_key_not_found: t.revokedAlready });
  return (
    <li class="a-thing" data-testid="key">
      <div>
        <strong>{apiKey.name}</strong> <code>{apiKey.shown}…</code>
        {isOver(apiKey) && <span class="a-mark a-mark--failed">{apiKey.revoked_at ? t.revoked : t.over}</span>}
        <p class="a-hint">
          {apiKey.scopes.map((scope) => t.scope[scope]).join(" · ")}
          <br />
          {t.madeBy(apiKey.created_by)} · {apiKey.expires_at ? t.until(fullTime(apiKey.expires_at, language)) : t.forEver} · {apiKey.last_used_at ? t.used(timeAgo(apiKey.last_used_at, language)) : t.unused}
        </p>
      </div>
      {!isOver(apiKey) && (
        <Button size="sm" data-testid="revoke" onClick={() => setAsks(true)}>
          {t.revoke}
        </Button>
      )}
      {asks && (
        <ConfirmDialog
          title={t.revokeTitle(apiKey.name)}
          text={t.revokeText}
          confirm={t.revoke}
          onClose={() => setAsks(false)}
          onConfirm={() => {
            setAsks(false);
            void perform(() => server.revokeKey(apiKey.id), t.wasRevoked).then(onRevoked);
          }}
        />
      )}
    </li>
  );
}

function New({ scopes, onMade }: { scopes: readonly server.Scope[]; onMade: () => Promise<void> }) {
  const t = useText().administration;
  const [name, setName] = useState("");
  const [until, setUntil] = useState("");
  const [chosen, setChosen] = useState<server.Scope[]>([]);
  const [secret, setSecret] = useState("");
  const [busy, perform] = useDeed({ invalid_request: t.keys.refused });
  const make = () =>
    perform(async () => {
      const made = await server.createKey({ name: name.trim(), scopes: chosen, expires_at: until ? new Date(`${until}T23:59:59`).toISOString() : null });
      setSecret(made.secret);
      setName("");
      await onMade();
    });
  return (
    <Card title={t.keys.add} testId="new-key">
      {secret && <Once title={t.keys.once} secret={secret} />}
      <Field label={t.keys.name} value={name} onWrite={setName} hint={t.keys.nameHint} testId="key-name" />
      <Checks label={t.keys.scopes} options={scopes} words={(scope) => t.keys.scope[scope]} chosen={chosen} onChoose={setChosen} prefix="scope" />
      <Field label={t.keys.expires} type="date" value={until} onWrite={setUntil} hint={t.keys.expiresHint} testId="key-expires" />
      <div class="a-foot">
        <Button look="primary" busy={busy} disabled={!name.trim() || chosen.length === 0} data-testid="add-key" onClick={() => void make()}>
          {t.keys.add}
        </Button>
      </div>
    </Card>
  );
}

/** Keys of other systems. */
export function Keys() {
  const t = useText().administration.keys;
  const loaded = useLoaded(server.fetchKeys);
  return (
    <Fetched from={loaded}>
      {({ keys, scopes }) => (
        <>
          {keys.length > 0 && (
            <Card title={t.all}>
              <ul class="a-things">
                {keys.map((key) => (
                  <One key={key.id} apiKey={key} onRevoked={loaded.reload} />
                ))}
              </ul>
            </Card>
          )}
          <New scopes={scopes} onMade={loaded.reload} />
        </>
      )}
    </Fetched>
  );
}

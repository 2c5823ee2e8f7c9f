import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { fullTime } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import * as server from "../api";
import { useDeed, useLoaded } from "../loaded";
import { Card, Fetched } from "../parts";
import { useText } from "../text";

function Line({ change }: { change: server.Change }) {
  const t = useText().administration.changes;
  const language = useLanguage();
  const deed = t.deed[change.deed as keyof typeof t.deed] ?? change.deed;
  return (
    <li data-testid="change">
      <time dateTime={change.at}>{fullTime(change.at, language)}</time>
      <span>
        <strong>{change.by ?? t.product}</strong> {deed} <code>{change.target}</code>
      </span>
    </li>
  );
}

/** Who changed what. */
export function Changes() {
  const t = useText();
  const loaded = useLoaded(() => server.fetchChanges());
  const [older, setOlder] = useState<{ changes: server.Change[]; next: string | null } | null>(null);
  const [busy, perform] = useDeed();
  return (
    <Fetched from={loaded}>
      {(first) => {
        const next = older ? older.next : first.next;
        const changes = [...first.changes, ...(older?.changes ?? [])];
        const more = () =>
          perform(async () => {
            const page = await server.fetchChanges(next);
            setOlder({ changes: [...(older?.changes ?? []), ...page.changes], next: page.next });
          });
        return (
          <Card title={t.administration.changes.title}>
            {changes.length === 0 && <p class="a-hint">{t.administration.changes.none}</p>}
            <ul class="a-log">
              {changes.map((change) => (
                <Line key={change.id} change={change} />
              ))}
            </ul>
            {next && (
              <Button size="sm" busy={busy} onClick={() => void more()}>
                {t.more.show}
              </Button>
            )}
          </Card>
        );
      }}
    </Fetched>
  );
}

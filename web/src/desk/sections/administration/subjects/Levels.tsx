import { useState } from "preact/hooks";
import { Button } from "../../../../kit/ui/Button";
import { catalogue } from "../../../state/catalogue";
import { useStore } from "../../../../kit/store";
import { useLanguage } from "../../../../kit/i18n";
import * as server from "../api";
import { useDeed, useLoaded } from "../loaded";
import { Card, Checks, Fetched, Field } from "../parts";
import { useText } from "../text";

const KINDS = ["first_reply", "next_reply", "resolution"] as const;
const PRIORITIES = ["0", "1", "2", "3"] as const;

const NEW: server.Level = { name: { zh: "", en: "" }, priority: 0, channels: [], first_reply: 10, next_reply: 10, resolution: 480, always: false, pauses: ["snoozed", "customer"], warn_at: 0.75, escalate_after: 5, recovery: false };

interface OneProps {
  level: server.Level;
  place: number;
  onWrite: (change: Partial<server.Level>) => void;
  onUp: (() => void) | null;
  onRemove: () => void;
}

function One({ level, place, onWrite, onUp, onRemove }: OneProps) {
  const t = useText().administration.levels;
  const language = useLanguage();
  const channels = useStore(catalogue)?.channels ?? [];
  const number = (written: string): number | null => (written.trim() === "" ? null : Number(written));
  return (
    <Card title={level.name[language] || t.unnamed(place)} testId="level">
      <div class="a-both">
        <Field label={t.nameZh} value={level.name.zh} onWrite={(zh) => onWrite({ name: { ...level.name, zh } })} testId={`level-${place}-zh`} />
        <Field label={t.nameEn} value={level.name.en} onWrite={(en) => onWrite({ name: { ...level.name, en } })} testId={`level-${place}-en`} />
        {KINDS.map((kind) => (
          <Field key={kind} label={t.minutes[kind]} type="number" value={level[kind]?.toString() ?? ""} onWrite={(written) => onWrite({ [kind]: number(written) })} testId={`level-${place}-${kind}`} />
        ))}
        <div class="a-field">
          <label for={`level-${place}-priority`}>{t.priority}</label>
          <select id={`level-${place}-priority`} class="d-input" value={String(level.priority ?? 0)} onChange={(event) => onWrite({ priority: Number(event.currentTarget.value) })}>
            {PRIORITIES.map((one) => (
              <option key={one} value={one}>
                {t.priorities[Number(one) as 0 | 1 | 2 | 3]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Checks label={t.channels} options={channels.map(({ name }) => name)} words={(name) => channels.find((one) => one.name === name)?.label[language] ?? name} chosen={level.channels ?? []} onChoose={(chosen) => onWrite({ channels: chosen })} prefix={`level-${place}-channel`} />
      <Checks label={t.pauses} options={["snoozed", "customer"] as const} words={(why) => t.pause[why]} chosen={level.pauses ?? []} onChoose={(pauses) => onWrite({ pauses })} prefix={`level-${place}-pause`} />
      <Checks label={t.also} options={["always", "recovery"] as const} words={(what) => t.option[what]} chosen={(["always", "recovery"] as const).filter((what) => level[what])} onChoose={(chosen) => onWrite({ always: chosen.includes("always"), recovery: chosen.includes("recovery") })} prefix={`level-${place}`} />
      <div class="a-foot">
        {onUp && (
          <Button size="sm" onClick={onUp}>
            {t.up}
          </Button>
        )}
        <Button size="sm" look="quiet" onClick={onRemove}>
          {t.remove}
        </Button>
      </div>
    </Card>
  );
}

function Editor({ from, onSaved }: { from: { levels: server.Level[]; of_the_desk: boolean }; onSaved: () => Promise<void> }) {
  const t = useText().administration;
  const [levels, setLevels] = useState(from.levels);
  const [busy, perform] = useDeed({ invalid_request: t.levels.refused });
  const write = (at: number, change: Partial<server.Level>) => setLevels(levels.map((level, index) => (index === at ? { ...level, ...change } : level)));
  const up = (at: number) => setLevels(levels.flatMap((level, index) => (index === at - 1 ? levels.slice(at, at + 1).concat(level) : index === at ? [] : [level])));
  const save = (wanted: server.Level[]) => perform(() => server.putLevels(wanted).then(onSaved), t.saved);
  return (
    <>
      <p class="a-hint">{from.of_the_desk ? t.levels.ofDesk : t.levels.ofFile}</p>
      {levels.map((level, index) => (
        <One key={index} level={level} place={index + 1} onWrite={(change) => write(index, change)} onUp={index > 0 ? () => up(index) : null} onRemove={() => setLevels(levels.filter((_, at) => at !== index))} />
      ))}
      <div class="a-foot">
        <Button onClick={() => setLevels([...levels, NEW])}>{t.levels.add}</Button>
        <Button look="primary" busy={busy} disabled={levels.length === 0} data-testid="save-levels" onClick={() => void save(levels)}>
          {t.levels.save}
        </Button>
        {from.of_the_desk && (
          <Button look="quiet" busy={busy} onClick={() => void save([])}>
            {t.levels.toFile}
          </Button>
        )}
      </div>
    </>
  );
}

/** What is promised to customers once a person is called. */
export function Levels() {
  const loaded = useLoaded(server.fetchLevels);
  return <Fetched from={loaded}>{(value) => <Editor key={JSON.stringify(value)} from={value} onSaved={loaded.reload} />}</Fetched>;
}

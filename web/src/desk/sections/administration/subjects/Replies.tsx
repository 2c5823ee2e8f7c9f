import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { fullTime } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import { leads } from "../../../logic/roles";
import { loadReplies } from "../../../state/replies";
import { catalogue } from "../../../state/catalogue";
import { useAgent } from "../../../state/session";
import * as server from "../api";
import { useDeed, useLoaded } from "../loaded";
import { Card, Checks, Fetched, Field } from "../parts";
import { useText } from "../text";

const ENDINGS = ["none", "snooze", "resolve", "queue", "assistant"] as const;
type Ending = (typeof ENDINGS)[number];

const START: server.ReplyDraft = { label: { zh: "", en: "" }, text: { zh: "", en: "" }, actions: [], own: true };

const labelsOf = (actions: readonly server.Action[]): string[] => actions.flatMap((one) => (one.do === "label" ? one.label : []));
const endOf = (actions: readonly server.Action[]): server.Action | undefined => actions.find(({ do: deed }) => deed !== "label");

function endingOf(actions: readonly server.Action[]): Ending {
  const last = endOf(actions);
  if (!last || last.do === "label") return "none";
  return last.do === "pass_on" ? last.to : last.do;
}

function actionFor(ending: Ending, hours: number): server.Action[] {
  if (ending === "none") return [];
  if (ending === "snooze") return [{ do: "snooze", hours }];
  return ending === "resolve" ? [{ do: "resolve" }] : [{ do: "pass_on", to: ending }];
}

/** What a draft becomes: without words it only does something. */
const complete = (draft: server.ReplyDraft): server.ReplyDraft => ({ ...draft, text: draft.text && (draft.text.zh.trim() || draft.text.en.trim()) ? draft.text : null });

function Editor({ name, from, onDone }: { name: string | null; from: server.ReplyDraft; onDone: () => Promise<void> }) {
  const t = useText().administration;
  const r = t.replies;
  const language = useLanguage();
  const agent = useAgent();
  const [draft, setDraft] = useState(from);
  const [busy, perform] = useDeed({ invalid_request: r.refused });
  const labels = useStore(catalogue)?.labels ?? [];
  const write = (change: Partial<server.ReplyDraft>) => setDraft({ ...draft, ...change });
  const words = draft.text ?? { zh: "", en: "" };
  const last = endOf(draft.actions);
  const hours = last?.do === "snooze" ? last.hours : 24;
  const marked = draft.actions.filter(({ do: deed }) => deed === "label");
  const act = (ending: Ending, after = hours) => write({ actions: [...marked, ...actionFor(ending, after)] });
  const save = () =>
    perform(async () => {
      await server.saveReply(name, complete(draft));
      if (!name) setDraft(from);
      await onDone();
    }, t.saved);
  return (
    <>
      <div class="a-both">
        <Field label={r.titleZh} value={draft.label.zh} onWrite={(zh) => write({ label: { ...draft.label, zh } })} testId="reply-title-zh" />
        <Field label={r.titleEn} value={draft.label.en} onWrite={(en) => write({ label: { ...draft.label, en } })} testId="reply-title-en" />
        <Field label={r.textZh} rows={3} value={words.zh} onWrite={(zh) => write({ text: { ...words, zh } })} testId="reply-text-zh" />
        <Field label={r.textEn} rows={3} value={words.en} onWrite={(en) => write({ text: { ...words, en } })} testId="reply-text-en" />
      </div>
      <p class="a-hint">{r.blanks}</p>
      {labels.length > 0 && (
        <Checks label={r.labels} options={labels.map((one) => one.name)} words={(one) => labels.find((label) => label.name === one)?.label[language] ?? one} chosen={labelsOf(draft.actions)} prefix="reply-label" onChoose={(chosen) => write({ actions: [...chosen.map((label) => ({ do: "label" as const, label })), ...actionFor(endingOf(draft.actions), hours)] })} />
      )}
      <div class="a-both">
        <div class="a-field">
          <label for={`ending-${name ?? "new"}`}>{r.afterwards}</label>
          <select id={`ending-${name ?? "new"}`} class="d-input" data-testid="reply-ending" value={endingOf(draft.actions)} onChange={(event) => act(event.currentTarget.value as Ending)}>
            {ENDINGS.map((one) => (
              <option key={one} value={one}>
                {r.endings[one]}
              </option>
            ))}
          </select>
        </div>
        {endingOf(draft.actions) === "snooze" && <Field label={r.hours} type="number" value={String(hours)} onWrite={(written) => act("snooze", Math.max(1, Number(written) || 1))} testId="reply-hours" />}
      </div>
      {leads(agent) && !name && <Checks label={r.whose} options={["team"] as const} words={() => r.team} chosen={draft.own ? [] : ["team"]} onChoose={(chosen) => write({ own: chosen.length === 0 })} prefix="reply" />}
      <div class="a-foot">
        <Button look="primary" busy={busy} disabled={!draft.label.zh.trim() || !draft.label.en.trim()} data-testid="save-reply" onClick={() => void save()}>
          {r.save}
        </Button>
      </div>
    </>
  );
}

function Versions({ name }: { name: string }) {
  const t = useText().administration.replies;
  const language = useLanguage();
  const loaded = useLoaded(() => server.fetchVersions(name));
  return (
    <Fetched from={loaded}>
      {({ versions }) =>
        versions.length === 0 ? (
          <p class="a-hint">{t.asInFile}</p>
        ) : (
          <ul class="a-log">
            {versions.map((one) => (
              <li key={one.version}>
                <span>{t.version(one.version, one.by, fullTime(one.at, language))}</span>
                <span>{one.removed ? t.wasRemoved : one.text?.[language]}</span>
              </li>
            ))}
          </ul>
        )
      }
    </Fetched>
  );
}

function One({ reply, onChange }: { reply: server.Reply; onChange: () => Promise<void> }) {
  const r = useText().administration.replies;
  const language = useLanguage();
  const agent = useAgent();
  const [open, setOpen] = useState<"edit" | "versions" | null>(null);
  const [busy, perform] = useDeed();
  const may = reply.own || leads(agent);
  const show = (what: "edit" | "versions") => setOpen(open === what ? null : what);
  return (
    <Card title={reply.label[language]} testId={`reply-${reply.name}`}>
      {reply.text && <p class="a-hint">{reply.text[language]}</p>}
      <div class="a-foot">
        {reply.own && <span class="a-mark">{r.own}</span>}
        {reply.actions.length > 0 && <span class="a-mark a-mark--sent">{r.macro}</span>}
        {may && (
          <Button size="sm" aria-expanded={open === "edit"} onClick={() => show("edit")}>
            {r.edit}
          </Button>
        )}
        <Button size="sm" aria-expanded={open === "versions"} onClick={() => show("versions")}>
          {r.versions}
        </Button>
        {may && (
          <Button size="sm" look="quiet" busy={busy} onClick={() => void perform(() => server.removeReply(reply.name).then(onChange), r.removed)}>
            {r.remove}
          </Button>
        )}
      </div>
      {open === "edit" && <Editor name={reply.name} from={{ label: reply.label, text: reply.text, actions: reply.actions, own: reply.own }} onDone={onChange} />}
      {open === "versions" && <Versions name={reply.name} />}
    </Card>
  );
}

/** What is written often, and what is done with it at one press. */
export function Replies() {
  const t = useText().administration.replies;
  const agent = useAgent();
  const loaded = useLoaded(server.fetchReplies);
  const onChange = async () => {
    await Promise.all([loaded.reload(), loadReplies()]);
  };
  return (
    <Fetched from={loaded}>
      {({ replies }) => (
        <>
          <Card title={t.add} testId="new-reply">
            <Editor name={null} from={{ ...START, own: !leads(agent) }} onDone={onChange} />
          </Card>
          {replies.map((reply) => (
            <One key={`${reply.name} ${reply.version}`} reply={reply} onChange={onChange} />
          ))}
        </>
      )}
    </Fetched>
  );
}

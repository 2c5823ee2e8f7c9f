import type { ComponentChildren, TargetedSubmitEvent } from "preact";
import { useLanguage } from "../../../kit/i18n";
import { useStore } from "../../../kit/store";
import type { Language, NoticeRow } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { blank, type Draft, draftOf } from "./logic";
import { NEW } from "./select";
import { board, drafts, forgetDraft, noticeDeed, type Problem, problems, publish, write } from "./state";
import { useText } from "./text";

const LANGUAGES: readonly Language[] = ["zh", "en"];
const TITLE = 80;
const BODY = 600;

/** Why a field was refused, in words. */
function Wrong({ of, among }: { of: string; among: Problem[] }) {
  const { reason } = useText().board;
  const mine = among.filter(({ field }) => field === of);
  if (mine.length === 0) return null;
  return (
    <small class="b-wrong" role="alert">
      {mine.map(({ reason: name, facts }) => [reason[name] ?? name, facts["value"]].filter(Boolean).join(": ")).join(" ")}
    </small>
  );
}

function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <label class="b-field">
      <span>{label}</span>
      {children}
    </label>
  );
}

/** Where the assistant tells it, and about what. */
function Where({ draft, wrong, set }: { draft: Draft; wrong: Problem[]; set: (change: Partial<Draft>) => void }) {
  const t = useText().board;
  const language = useLanguage();
  const { kinds, topics } = useStore(board);
  const toggle = (name: string, on: boolean) => set({ topics: on ? [...draft.topics, name] : draft.topics.filter((one) => one !== name) });
  return (
    <>
      <fieldset class="b-set">
        <legend>{t.topics}</legend>
        <p class="b-hint">{t.topicsHint}</p>
        <div class="b-topics">
          {topics.map(({ name, label }) => (
            <label key={name} class="b-check">
              <input type="checkbox" checked={draft.topics.includes(name)} data-testid={`notice-topic-${name}`} onChange={(event) => toggle(name, event.currentTarget.checked)} />
              {label[language]}
            </label>
          ))}
        </div>
        <Wrong of="topics" among={wrong} />
      </fieldset>
      {kinds.length > 0 && (
        <fieldset class="b-set">
          <legend>{t.where}</legend>
          <p class="b-hint">{t.whereHint}</p>
          <div class="b-pair">
            {kinds.map(({ name, label }) => (
              <Field key={name} label={label[language]}>
                <input class="d-input d-code" type="text" value={draft.marks[name] ?? ""} autocomplete="off" spellcheck={false} data-testid={`notice-${name}`} onInput={(event) => set({ marks: { ...draft.marks, [name]: event.currentTarget.value } })} />
                <Wrong of={`marks.${name}`} among={wrong} />
              </Field>
            ))}
          </div>
        </fieldset>
      )}
      <label class="b-check">
        <input type="checkbox" checked={draft.banner} data-testid="notice-banner" onChange={(event) => set({ banner: event.currentTarget.checked })} />
        <span>
          {t.banner} <small class="b-hint">{t.bannerHint}</small>
        </span>
      </label>
    </>
  );
}

/** What a notice says, both languages side by side; published with one button. */
export function NoticeForm({ notice }: { notice: NoticeRow | null }) {
  const t = useText().board;
  const id = notice?.id ?? NEW;
  const before = notice ? draftOf(notice) : blank(new Date());
  const edited = useStore(drafts)[id];
  const wrong = useStore(problems)[id] ?? [];
  const busy = useStore(noticeDeed) === "publish";
  const draft = edited ?? before;
  const set = (change: Partial<Draft>) => write(id, before, change);
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void publish(id, draft, notice?.version ?? 0);
  };
  return (
    <form class="d-card b-form" onSubmit={submit}>
      <div class="b-pair">
        {LANGUAGES.map((language) => (
          <div key={language} class="b-side" lang={language === "zh" ? "zh-CN" : "en"}>
            <Field label={t.title[language]}>
              <input class="d-input" type="text" value={draft.title[language]} maxLength={TITLE} data-testid={`notice-title-${language}`} onInput={(event) => set({ title: { ...draft.title, [language]: event.currentTarget.value } })} />
              <Wrong of={`title.${language}`} among={wrong} />
            </Field>
            <Field label={t.body[language]}>
              <textarea class="d-input" rows={4} value={draft.body[language]} maxLength={BODY} data-testid={`notice-body-${language}`} onInput={(event) => set({ body: { ...draft.body, [language]: event.currentTarget.value } })} />
              <Wrong of={`body.${language}`} among={wrong} />
            </Field>
          </div>
        ))}
      </div>
      <Wrong of="title" among={wrong} />
      <Wrong of="body" among={wrong} />
      <div class="b-pair">
        <Field label={t.from}>
          <input class="d-input" type="datetime-local" value={draft.from} data-testid="notice-from" onInput={(event) => set({ from: event.currentTarget.value })} />
          <Wrong of="valid_from" among={wrong} />
        </Field>
        <Field label={t.untilLabel}>
          <input class="d-input" type="datetime-local" value={draft.until} data-testid="notice-until" onInput={(event) => set({ until: event.currentTarget.value })} />
          <Wrong of="valid_until" among={wrong} />
        </Field>
      </div>
      <Where draft={draft} wrong={wrong} set={set} />
      {(edited || !notice) && (
        <footer class="b-foot">
          {notice && <Button onClick={() => forgetDraft(id)}>{t.discard}</Button>}
          <Button look="primary" type="submit" busy={busy} data-testid="notice-publish">
            {notice ? t.save : t.publish}
          </Button>
        </footer>
      )}
    </form>
  );
}

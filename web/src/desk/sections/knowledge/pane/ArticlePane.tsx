import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { ALERT, ARROW_LEFT, CHAT, LOCK } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { ArticleDetail } from "../../../../kit/api/types";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { IconButton } from "../../../../kit/ui/IconButton";
import { leads } from "../../../logic/roles";
import { useAgent } from "../../../state/session";
import { shortDateTime } from "../../../text/times";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Tabs } from "../../../ui/Tabs";
import { ArticleForm } from "../editor/ArticleForm";
import { titleIn } from "../list/titles";
import { StateMark } from "../list/StateMark";
import { select } from "../select";
import { deed, discardEdit, type Edit, edits, keepMine, overtaken, problems, save, tab, takeTheirs, withdraw, writeNote } from "../state/editor";
import { questions } from "../state/questions";
import { useText } from "../text";
import { Preview } from "./Preview";
import { Versions } from "./Versions";
import "./article.css";

interface Open {
  id: string;
  edit: Edit;
  detail: ArticleDetail | null;
}

function Head({ id, edit, detail }: Open) {
  const t = useText();
  const language = useLanguage();
  const unsaved = useStore(edits)[id] !== undefined;
  const row = detail?.article;
  return (
    <header class="d-case__head">
      <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} data-testid="back" onClick={() => select(null)} />
      <div class="d-case__names">
        <h1>{titleIn(edit.contents.title, language) || t.knowledge.newTitle}</h1>
        <p class="d-case__marks">
          {row && <StateMark article={row} edited={unsaved} />}
          {row && (
            <span class="n-article__by">
              {t.knowledge.version(row.version)} · {row.author ? t.knowledge.by(row.author) : t.knowledge.byFile} · {shortDateTime(row.at, language)}
            </span>
          )}
          {!row && <span class="d-status d-status--warn">{t.knowledge.state.unsaved}</span>}
        </p>
      </div>
    </header>
  );
}

function Conflict({ id }: { id: string }) {
  const t = useText().knowledge;
  const language = useLanguage();
  const newer = useStore(overtaken)[id];
  if (!newer) return null;
  const actions = (
    <>
      <Button size="sm" data-testid="take-theirs" onClick={() => void takeTheirs(id)}>
        {t.theirs}
      </Button>
      <Button size="sm" data-testid="keep-mine" onClick={() => void keepMine(id)}>
        {t.mine}
      </Button>
    </>
  );
  return (
    <Banner tone="warning" icon={ALERT} action={actions}>
      {t.overtaken(newer.author, shortDateTime(newer.at, language))}
    </Banner>
  );
}

/** What is to be known before writing: a newer version, the question it is for, what is missing, that it is only to be read. */
function Notes({ id, edit, readOnly }: { id: string; edit: Edit; readOnly: boolean }) {
  const t = useText().knowledge;
  const wrong = useStore(problems)[id]?.length ?? 0;
  const question = useStore(questions).open.find((one) => one.id === edit.answers);
  if (readOnly) return <Banner icon={LOCK}>{t.readOnly}</Banner>;
  return (
    <>
      <Conflict id={id} />
      {question && <Banner icon={CHAT}>{t.forQuestion(question.text)}</Banner>}
      {wrong > 0 && (
        <Banner tone="warning" icon={ALERT}>
          {t.notReady(wrong)}
        </Banner>
      )}
    </>
  );
}

function Foot({ id, edit, detail }: Open) {
  const t = useText().knowledge;
  const busy = useStore(deed);
  const unsaved = useStore(edits)[id] !== undefined;
  const [asking, setAsking] = useState<"withdraw" | "discard" | null>(null);
  const live = detail !== null && detail.article.live_version !== null;
  const settled = live && !unsaved && detail.article.state === "published";
  const ask = {
    withdraw: { title: t.withdrawTitle, text: t.withdrawText, confirm: t.withdraw, run: () => void withdraw(id) },
    discard: { title: t.discardTitle, text: t.discardText, confirm: t.discard, run: () => (detail ? discardEdit(id) : (discardEdit(id), select(null))) },
  };
  return (
    <footer class="n-foot">
      <label class="n-foot__note">
        <span class="visually-hidden">{t.note}</span>
        <input class="d-input n-input" value={edit.note} maxLength={300} placeholder={t.notePlaceholder} data-testid="article-note" onInput={(event) => writeNote(id, event.currentTarget.value)} />
      </label>
      <div class="n-foot__actions">
        {unsaved ? (
          <Button look="quiet" data-testid="article-discard" onClick={() => setAsking("discard")}>
            {t.discard}
          </Button>
        ) : (
          live && (
            <Button look="quiet" class="n-foot__withdraw" busy={busy === "withdraw"} data-testid="article-withdraw" onClick={() => setAsking("withdraw")}>
              {t.withdraw}
            </Button>
          )
        )}
        <Button busy={busy === "save"} disabled={!unsaved} data-testid="article-save" onClick={() => void save(id, false)}>
          {t.saveDraft}
        </Button>
        <Button look="primary" busy={busy === "publish"} disabled={settled} data-testid="article-publish" onClick={() => void save(id, true)}>
          {t.publish}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          {...ask[asking]}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            ask[asking].run();
          }}
        />
      )}
    </footer>
  );
}

/** One article: written, seen as customers see it, and how it came to be. */
export function ArticlePane({ id, edit, detail }: Open) {
  const t = useText().knowledge;
  const readOnly = !leads(useAgent());
  const shown = useStore(tab);
  const current = detail === null && shown === "versions" ? "write" : shown;
  const tabs = [
    { id: "write" as const, words: readOnly ? t.tabs.read : t.tabs.write },
    { id: "preview" as const, words: t.tabs.preview },
    ...(detail ? [{ id: "versions" as const, words: t.tabs.versions, count: detail.versions.length }] : []),
  ];
  return (
    <section class="d-case n-article" data-testid="article" data-key={id}>
      <Head id={id} edit={edit} detail={detail} />
      <Tabs label={t.tabs.label} tabs={tabs} current={current} panel="article-panel" prefix="article" onChoose={(next) => tab.set(next)} />
      <Notes id={id} edit={edit} readOnly={readOnly} />
      <div class="d-case__scroll n-article__scroll" id="article-panel" role="tabpanel" aria-labelledby={`article-${current}`} tabIndex={-1}>
        {current === "write" && <ArticleForm id={id} contents={edit.contents} readOnly={readOnly} />}
        {current === "preview" && <Preview contents={edit.contents} />}
        {current === "versions" && detail && <Versions detail={detail} />}
      </div>
      {!readOnly && <Foot id={id} edit={edit} detail={detail} />}
    </section>
  );
}

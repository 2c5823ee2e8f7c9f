import { useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { ARROW_LEFT, BOOK, CHECK, CLOSE, LOCK, PENCIL, PLUS } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { Question } from "../../../../kit/api/types";
import { Banner } from "../../../../kit/ui/Banner";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { IconButton } from "../../../../kit/ui/IconButton";
import { leads } from "../../../logic/roles";
import { go, hrefFor } from "../../../state/route";
import { useAgent } from "../../../state/session";
import { shortDateTime } from "../../../text/times";
import { LanguageBadge } from "../../../ui/LanguageBadge";
import { PaneSkeleton } from "../../../ui/PaneSkeleton";
import { titleIn } from "../list/titles";
import { select } from "../select";
import { beginArticle, beginFollowUp } from "../state/editor";
import { answeredBy, dismiss, questions } from "../state/questions";
import { useText } from "../text";
import { ArticlePicker } from "./ArticlePicker";
import "./question.css";

const CONVERSATIONS = "conversations";

function AskedIn({ question }: { question: Question }) {
  const t = useText().knowledge.question;
  const language = useLanguage();
  return (
    <section class="n-question__asked">
      <h2>{t.asked}</h2>
      <ul>
        {question.asked.map(({ conversation_id: id, message_id: message, at }) => (
          <li key={message}>
            <a
              href={hrefFor({ section: CONVERSATIONS, id })}
              data-testid="question-conversation"
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                go({ section: CONVERSATIONS, id });
              }}
            >
              {t.open}
            </a>
            <time dateTime={at}>{shortDateTime(at, language)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface WayProps {
  icon: string;
  title: string;
  hint?: string;
  testId: string;
  onChoose: () => void;
}

function Way({ icon, title, hint, testId, onChoose }: WayProps) {
  return (
    <button type="button" class="n-way" data-testid={testId} onClick={onChoose}>
      <Icon path={icon} size={20} />
      <span>
        <strong>{title}</strong>
        {hint && <span class="n-way__hint">{hint}</span>}
      </span>
    </button>
  );
}

/** What can be made of a question. */
function Ways({ question }: { question: Question }) {
  const t = useText().knowledge.question;
  const language = useLanguage();
  const [picking, setPicking] = useState<"follow" | "answered" | null>(null);
  const on = question.article ?? question.view;
  const pick = (key: string) => {
    if (picking === "answered") void answeredBy(question.id, key);
    else void beginFollowUp(key, question);
    setPicking(null);
  };
  return (
    <section class="n-question__ways" aria-label={t.what}>
      <h2>{t.what}</h2>
      {on && <Way icon={PLUS} title={t.follow(titleIn(on.title, language))} hint={t.followHint} testId="question-follow-up" onChoose={() => void beginFollowUp(on.key, question)} />}
      <Way icon={PENCIL} title={t.newArticle} hint={t.newHint} testId="question-new" onChoose={() => beginArticle(question)} />
      <Way icon={BOOK} title={t.followOther} testId="question-follow-other" onChoose={() => setPicking("follow")} />
      <Way icon={CHECK} title={t.answeredBy} hint={t.answeredHint} testId="question-answered" onChoose={() => setPicking("answered")} />
      <Way icon={CLOSE} title={t.dismiss} hint={t.dismissHint} testId="question-dismiss" onChoose={() => void dismiss(question.id)} />
      {picking && <ArticlePicker label={picking === "answered" ? t.answeredBy : t.followOther} onPick={pick} onClose={() => setPicking(null)} />}
    </section>
  );
}

function Open({ question }: { question: Question }) {
  const t = useText();
  const language = useLanguage();
  const q = t.knowledge.question;
  const leading = leads(useAgent());
  const closed = question.state !== "open";
  return (
    <section class="d-case" data-testid="question">
      <header class="d-case__head">
        <IconButton class="d-header__back" icon={ARROW_LEFT} label={t.header.back} onClick={() => select(null)} />
        <div class="d-case__names">
          <h1>{q.one}</h1>
          <p class="d-case__marks">
            <LanguageBadge language={question.language} />
            <span class="n-article__by">
              {q.times(question.count)}
              {question.view && ` · ${q.onScreen(titleIn(question.view.title, language))}`}
            </span>
          </p>
        </div>
      </header>
      {closed && <Banner icon={CHECK}>{q.closed(question.article ? titleIn(question.article.title, language) : "", question.closed_by)}</Banner>}
      {!closed && question.article && <Banner icon={PENCIL}>{q.promised(titleIn(question.article.title, language))}</Banner>}
      <div class="d-case__scroll n-question">
        <p class="n-question__words" lang={question.language === "zh" ? "zh-CN" : "en"}>
          {question.text}
        </p>
        {!closed && (leading ? <Ways question={question} /> : <Banner icon={LOCK}>{t.knowledge.readOnly}</Banner>)}
        <AskedIn question={question} />
      </div>
    </section>
  );
}

/** A question that nothing answered, and what to make of it. */
export function QuestionPane({ id }: { id: string }) {
  const t = useText();
  const { open, closed, phase } = useStore(questions);
  const question = [...open, ...(closed ?? [])].find((one) => one.id === id);
  if (question) return <Open question={question} />;
  if (phase === "loading") return <PaneSkeleton />;
  return (
    <div class="d-conversation">
      <div class="d-conversation__back">
        <IconButton icon={ARROW_LEFT} label={t.header.back} onClick={() => select(null)} />
      </div>
      <EmptyState icon={CHECK} title={t.knowledge.question.gone} />
    </div>
  );
}

import { useLanguage } from "../../../../kit/i18n";
import { ALERT, CHAT, CHECK, SEARCH } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { Question } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { minutes } from "../../../state/clock";
import { hrefFor } from "../../../state/route";
import { shortAge } from "../../../text/times";
import { LanguageBadge } from "../../../ui/LanguageBadge";
import { moveAlongRows } from "../../../ui/rowKeys";
import { RowSkeletons } from "../../../ui/RowSkeletons";
import { questionPath, SECTION, select } from "../select";
import { articles } from "../state/list";
import { listedQuestions, loadQuestions, questions } from "../state/questions";
import { useText } from "../text";
import { titleIn } from "./titles";

function Row({ question, current, tabStop }: { question: Question; current: boolean; tabStop: boolean }) {
  const t = useText().knowledge.question;
  const language = useLanguage();
  const now = useStore(minutes);
  const path = questionPath(question.id);
  const closed = question.state !== "open";
  const about = closed ? t.closed(question.article ? titleIn(question.article.title, language) : "", question.closed_by) : question.article ? t.promised(titleIn(question.article.title, language)) : question.view ? t.onScreen(titleIn(question.view.title, language)) : "";
  return (
    <li>
      <a
        class="d-row n-question-row"
        href={hrefFor({ section: SECTION, id: path })}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        data-testid="question-row"
        data-id={path}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          select(path);
        }}
      >
        <span class={`n-mark ${closed ? "n-mark--off" : "n-mark--warm"}`}>
          <Icon path={closed ? CHECK : CHAT} size={18} />
        </span>
        <span class="d-row__top">
          <span class="d-row__name" lang={question.language === "zh" ? "zh-CN" : "en"}>
            {question.text}
          </span>
          <span class="d-row__when">{shortAge(now - Date.parse(question.at), language)}</span>
        </span>
        <span class="d-row__words">{about || t.times(question.count)}</span>
        <span class="d-row__foot">
          <LanguageBadge language={question.language} />
          {about && <span class="d-row__topic n-question-row__times">{t.times(question.count)}</span>}
        </span>
      </a>
    </li>
  );
}

/** What nothing answered, the newest first. */
export function QuestionRows({ current }: { current: string | null }) {
  const t = useText();
  const state = useStore(questions);
  const { phase, more, show } = state;
  const { words } = useStore(articles);
  const shown = listedQuestions(state, words);
  if (phase === "loading" && shown.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.knowledge.question.failed}>
        <Button onClick={() => void loadQuestions()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  if (shown.length === 0 && words.trim()) return <EmptyState icon={SEARCH} title={t.knowledge.emptySearch.title} />;
  if (shown.length === 0 && show === "closed") return <EmptyState icon={CHAT} title={t.knowledge.question.noneClosed} />;
  if (shown.length === 0) return <EmptyState icon={CHECK} title={t.knowledge.question.none.title} text={t.knowledge.question.none.hint} />;
  const paths = shown.map(({ id }) => questionPath(id));
  const tabStop = current && paths.includes(current) ? current : paths[0];
  return (
    <>
      <ul class="d-rows" aria-label={t.knowledge.question.label} onKeyDown={moveAlongRows}>
        {shown.map((question, index) => (
          <Row key={question.id} question={question} current={paths[index] === current} tabStop={paths[index] === tabStop} />
        ))}
      </ul>
      {more && show === "open" && <p class="n-more">{t.knowledge.question.more}</p>}
    </>
  );
}

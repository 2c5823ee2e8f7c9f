import type { TargetedKeyboardEvent } from "preact";
import { ALERT, BOOK, CLOSE, PLUS, SEARCH } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { IconButton } from "../../../../kit/ui/IconButton";
import { leads } from "../../../logic/roles";
import { useAgent } from "../../../state/session";
import { Choice } from "../../../ui/Choice";
import { MoreRows } from "../../../ui/MoreRows";
import { moveAlongRows } from "../../../ui/rowKeys";
import { RowSkeletons } from "../../../ui/RowSkeletons";
import { Tabs } from "../../../ui/Tabs";
import { isNew } from "../select";
import { beginArticle, edits } from "../state/editor";
import { articles, filterArticles, loadArticles, loadMoreArticles, PARTS, SHOWS } from "../state/list";
import { QUESTION_SHOWS, questions, showQuestions } from "../state/questions";
import { useText } from "../text";
import { ArticleRow } from "./ArticleRow";
import { NewRow } from "./NewRow";
import { QuestionRows } from "./QuestionRows";
import "../../../ui/list.css";
import "../../../ui/row.css";
import "../../cases/marks/case-marks.css";
import "./knowledge-list.css";

function Search() {
  const t = useText().knowledge;
  const { words, part } = useStore(articles);
  const placeholder = part === "articles" ? t.search : t.question.search;
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape" || event.isComposing || !words) return;
    event.stopPropagation();
    filterArticles({ words: "" });
  };
  return (
    <label class="d-find">
      <Icon path={SEARCH} size={16} />
      <input
        type="text"
        value={words}
        placeholder={placeholder}
        aria-label={placeholder}
        autocomplete="off"
        spellcheck={false}
        maxLength={100}
        data-testid="article-search"
        onInput={(event) => filterArticles({ words: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      {words && <IconButton icon={CLOSE} size={14} label={t.clear} onClick={() => filterArticles({ words: "" })} />}
    </label>
  );
}

function Empty() {
  const t = useText().knowledge;
  const { words } = useStore(articles);
  return words.trim() ? <EmptyState icon={SEARCH} title={t.emptySearch.title} text={t.emptySearch.hint} /> : <EmptyState icon={BOOK} title={t.empty.title} text={t.empty.hint} />;
}

function ArticleRows({ current }: { current: string | null }) {
  const t = useText();
  const { phase, shown, paging } = useStore(articles);
  const begun = Object.entries(useStore(edits)).flatMap(([id, edit]) => (edit && isNew(id) ? [{ id, edit }] : []));
  if (phase === "loading" && shown.length === 0) return <RowSkeletons />;
  if (phase === "failed") {
    return (
      <EmptyState icon={ALERT} title={t.knowledge.failed}>
        <Button onClick={() => void loadArticles()}>{t.action.retry}</Button>
      </EmptyState>
    );
  }
  if (shown.length + begun.length === 0) return <Empty />;
  const ids = [...begun.map(({ id }) => id), ...shown.map(({ key }) => key)];
  const tabStop = current && ids.includes(current) ? current : ids[0];
  return (
    <>
      <ul class="d-rows" aria-label={t.knowledge.shown(shown.length)} onKeyDown={moveAlongRows}>
        {begun.map(({ id, edit }) => (
          <NewRow key={id} id={id} edit={edit} current={id === current} tabStop={id === tabStop} />
        ))}
        {shown.map((article) => (
          <ArticleRow key={article.key} article={article} current={article.key === current} tabStop={article.key === tabStop} />
        ))}
      </ul>
      <MoreRows paging={paging} onMore={() => void loadMoreArticles()} />
    </>
  );
}

function ShowChoice() {
  const t = useText().knowledge;
  const { show, counts } = useStore(articles);
  const words = Object.fromEntries(SHOWS.map((one) => [one, counts ? `${t.show[one]} · ${counts[one]}` : t.show[one]])) as typeof t.show;
  return <Choice label={t.filter} value={show} options={SHOWS} words={words} onChoose={(next) => filterArticles({ show: next })} testId="article-show" />;
}

function QuestionChoice() {
  const t = useText().knowledge;
  const { show } = useStore(questions);
  return <Choice label={t.filter} value={show} options={QUESTION_SHOWS} words={t.question.show} onChoose={showQuestions} testId="question-show" />;
}

/** The left pane: articles, or the questions that none answered. */
export function KnowledgeListPane({ id: current }: { id: string | null }) {
  const t = useText().knowledge;
  const { part, phase } = useStore(articles);
  const { open, phase: asked } = useStore(questions);
  const tabs = PARTS.map((id) => (id === "questions" ? { id, words: t.parts.questions, count: asked === "ready" ? open.length : undefined, pressing: true } : { id, words: t.parts.articles }));
  return (
    <nav class="d-list" aria-label={t.section.name}>
      <header class="d-list__head">
        <Search />
        {leads(useAgent()) && <IconButton class="n-new" icon={PLUS} label={t.create} data-testid="article-new" onClick={() => beginArticle()} />}
      </header>
      <Tabs label={t.parts.label} tabs={tabs} current={part} panel="knowledge-list" prefix="knowledge" onChoose={(next) => articles.patch({ part: next })} />
      <div class="d-filters">{part === "articles" ? <ShowChoice /> : <QuestionChoice />}</div>
      <div class="d-list__scroll" id="knowledge-list" role="tabpanel" aria-labelledby={`knowledge-${part}`} aria-busy={phase === "loading"}>
        {part === "articles" ? <ArticleRows current={current} /> : <QuestionRows current={current} />}
      </div>
    </nav>
  );
}

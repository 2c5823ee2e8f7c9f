import { BOOK, CHAT } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { PaneSkeleton } from "../../../ui/PaneSkeleton";
import { Unavailable } from "../../../ui/Unavailable";
import { isNew, questionOf, select } from "../select";
import { editOf, edits, loadArticle, views } from "../state/editor";
import { articles } from "../state/list";
import { useText } from "../text";
import { ArticlePane } from "./ArticlePane";
import { QuestionPane } from "./QuestionPane";

function Nothing() {
  const t = useText().knowledge;
  const { part } = useStore(articles);
  return (
    <>
      <h1 class="visually-hidden">{t.section.name}</h1>
      {part === "articles" ? <EmptyState icon={BOOK} title={t.chooseTitle} text={t.chooseHint} /> : <EmptyState icon={CHAT} title={t.question.chooseTitle} text={t.question.chooseHint} />}
    </>
  );
}

function Article({ id }: { id: string }) {
  const t = useText();
  const view = useStore(views)[id];
  useStore(edits);
  const edit = editOf(id);
  if (view?.phase === "failed" || view?.phase === "missing") {
    return (
      <Unavailable
        missing={view.phase === "missing"}
        words={{ missing: t.knowledge.missing, failed: t.knowledge.failedOne }}
        onBack={() => select(null)}
        onRetry={() => void loadArticle(id)}
      />
    );
  }
  if (isNew(id) && !edit) return <Nothing />;
  return edit ? <ArticlePane id={id} edit={edit} detail={view?.detail ?? null} /> : <PaneSkeleton />;
}

/** The right pane: an article, a question, or what to do first. */
export function KnowledgePane({ id }: { id: string | null }) {
  const question = questionOf(id);
  if (question) return <QuestionPane id={question} />;
  return id ? <Article id={id} /> : <Nothing />;
}

/** What the assistant tells customers, and what it had no answer to. */
import { useStore } from "../../../kit/store";
import { BOOK } from "../../../kit/icons";
import { following } from "../../logic/following";
import { here } from "../../state/route";
import type { Section, Waiting } from "../section";
import { KnowledgeListPane } from "./list/KnowledgeListPane";
import { KnowledgePane } from "./pane/KnowledgePane";
import { isNew, questionOf, questionPath, SECTION } from "./select";
import { SHORTCUTS } from "./shortcuts";
import { edits, forgetEditor, loadArticle, unsaved } from "./state/editor";
import { articles, forgetArticles, loadArticles, PARTS } from "./state/list";
import { forgetQuestions, listedQuestions, loadQuestions, questions } from "./state/questions";
import { texts, useText } from "./text";

function useWaiting(): Waiting {
  const t = useText().knowledge;
  const { length } = useStore(questions).open;
  return { count: length, words: t.waiting(length), tone: "quiet" };
}

/** The browser asks before a page with unsaved words is closed or loaded anew. */
function guard(event: BeforeUnloadEvent): void {
  if (unsaved()) event.preventDefault();
}

function show(id: string | null): void {
  if (questionOf(id)) articles.patch({ part: "questions" });
  else if (id && !isNew(id)) void loadArticle(id);
}

export const knowledge: Section = {
  id: SECTION,
  parameter: "article",
  icon: BOOK,
  keys: "Alt+A",
  words: { zh: texts.zh.knowledge.section, en: texts.en.knowledge.section },
  List: KnowledgeListPane,
  Pane: KnowledgePane,
  useWaiting,
  rows: () => (articles.value.part === "articles" ? articles.value.shown.map(({ key }) => key) : listedQuestions(questions.value, articles.value.words).map(({ id }) => questionPath(id))),
  nextTab: () => articles.patch({ part: following(PARTS, articles.value.part) }),
  shortcuts: SHORTCUTS,
  start: () => window.addEventListener("beforeunload", guard),
  refresh: () => {
    void loadArticles({ quiet: articles.value.phase === "ready" });
    void loadQuestions({ quiet: questions.value.phase === "ready" });
    const { section, id } = here.value;
    // What is being written stays as it is: saving it tells of a newer version.
    if (section === SECTION && id && !questionOf(id) && !isNew(id) && !edits.value[id]) void loadArticle(id);
  },
  forget: () => [forgetArticles, forgetEditor, forgetQuestions].forEach((forget) => forget()),
  show,
};

import type { ArticleRow } from "../../../../kit/api/types";
import { useText } from "../text";

/** How an article stands: what customers read, and what is not published yet. */
export function StateMark({ article, edited }: { article: Pick<ArticleRow, "state" | "live_version" | "gaps">; edited: boolean }) {
  const t = useText().knowledge.state;
  const live = article.live_version !== null;
  const draft = article.state === "draft";
  const [words, tone] = live ? (draft ? [t.changed, "info"] : [t.live, "good"]) : draft ? [t.draft, "info"] : [t.withdrawn, "quiet"];
  return (
    <>
      <span class={`d-status d-status--${tone}`}>{words}</span>
      {article.gaps && <span class="d-status d-status--warn">{t.gaps}</span>}
      {edited && <span class="d-status d-status--warn">{t.unsaved}</span>}
    </>
  );
}

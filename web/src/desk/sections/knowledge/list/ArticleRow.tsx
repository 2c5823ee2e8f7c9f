import { useLanguage } from "../../../../kit/i18n";
import { BOOK, PENCIL } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { ArticleRow as Article, Language } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { minutes } from "../../../state/clock";
import { hrefFor } from "../../../state/route";
import { shortAge } from "../../../text/times";
import { SECTION, select } from "../select";
import { edits } from "../state/editor";
import { useText } from "../text";
import { StateMark } from "./StateMark";
import { titleIn } from "./titles";

interface RowProps {
  article: Article;
  current: boolean;
  tabStop: boolean;
}

/** One article: what it is called, how it stands, and who changed it last. */
export function ArticleRow({ article, current, tabStop }: RowProps) {
  const t = useText().knowledge;
  const language = useLanguage();
  const now = useStore(minutes);
  const edited = useStore(edits)[article.key] !== undefined;
  const other: Language = language === "zh" ? "en" : "zh";
  return (
    <li>
      <a
        class="d-row n-row"
        href={hrefFor({ section: SECTION, id: article.key })}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        data-testid="article-row"
        data-id={article.key}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          select(article.key);
        }}
      >
        <span class={`n-mark ${article.live_version === null ? "n-mark--off" : ""}`}>
          <Icon path={edited ? PENCIL : BOOK} size={18} />
        </span>
        <span class="d-row__top">
          <span class="d-row__name">{titleIn(article.title, language) || t.untitled}</span>
          <span class="d-row__when">{shortAge(now - Date.parse(article.at), language)}</span>
        </span>
        <span class="d-row__words" lang={other === "zh" ? "zh-CN" : "en"}>
          {article.title[other] || "—"}
        </span>
        <span class="d-row__foot">
          <StateMark article={article} edited={edited} />
          <span class="d-row__topic">{article.author ? t.by(article.author) : t.byFile}</span>
        </span>
      </a>
    </li>
  );
}

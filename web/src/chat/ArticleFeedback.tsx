import { NOTE, THUMB_DOWN, THUMB_UP } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import type { Article, ChoicesMessage, TextMessage } from "../kit/api/messages";
import { Icon } from "../kit/ui/Icon";
import { IconButton } from "../kit/ui/IconButton";
import type { ChatModel } from "./model";
import { texts } from "./texts";

function Source({ article }: { article: Article }) {
  const url = article.source_url;
  const safe = url && /^https?:\/\//i.test(url);
  return safe ? (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {article.title}
    </a>
  ) : (
    <span>{article.title}</span>
  );
}

/** Where an answer came from, and whether it helped; a change of mind is welcome. */
export function ArticleFeedback({ message, article, model }: { message: TextMessage | ChoicesMessage; article: Article; model: Pick<ChatModel, "judge"> }) {
  const text = useTexts(texts);
  const helpful = message.data?.helpful ?? null;
  const verdict = helpful === null ? text.helpful : helpful ? text.thanksUp : text.thanksDown;
  return (
    <div class="c-article">
      <p class="c-article__source">
        <Icon path={NOTE} size={14} />
        <span class="visually-hidden">{text.article}: </span>
        <Source article={article} />
      </p>
      <div class="c-article__feedback" role="group" aria-label={text.helpful}>
        <span role="status">{verdict}</span>
        <IconButton class="c-thumb" icon={THUMB_UP} size={17} label={text.thumbsUp} aria-pressed={helpful === true} data-testid="thumbs-up" onClick={() => void model.judge(message, true)} />
        <IconButton class="c-thumb" icon={THUMB_DOWN} size={17} label={text.thumbsDown} aria-pressed={helpful === false} data-testid="thumbs-down" onClick={() => void model.judge(message, false)} />
      </div>
    </div>
  );
}

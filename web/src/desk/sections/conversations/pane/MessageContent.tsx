import { BOOK, CLIP, THUMB_DOWN, THUMB_UP } from "../../../../kit/icons";
import { BodyText } from "../../../../kit/message/BodyText";
import { Card } from "../../../../kit/message/Card";
import "../../../../kit/message/sentFile.css";
import type { Article, Choice, FileMessage, Message } from "../../../../kit/api/messages";
import { Icon } from "../../../../kit/ui/Icon";
import { useText } from "../text";
import { FormMark } from "./FormMark";
import { SurveyResult } from "./SurveyResult";

const langOf = (message: Message): string => (message.language === "zh" ? "zh-CN" : "en");

/** Buttons the customer was offered; here they are a record, not something to press. */
function Choices({ choices }: { choices: Choice[] }) {
  const t = useText();
  return (
    <ul class="d-choices" aria-label={t.thread.offered}>
      {choices.map((choice) => (
        <li class="d-choices__one">{choice.title}</li>
      ))}
    </ul>
  );
}

function ArticleSource({ article, helpful }: { article: Article; helpful: boolean | null | undefined }) {
  const t = useText();
  const judged = helpful === true || helpful === false;
  return (
    <p class="d-article">
      <Icon path={BOOK} size={14} />
      <span class="visually-hidden">{t.thread.article}</span>
      {article.source_url?.startsWith("http") ? (
        <a href={article.source_url} target="_blank" rel="noopener noreferrer">
          {article.title}
        </a>
      ) : (
        article.title
      )}
      {judged && <Icon path={helpful ? THUMB_UP : THUMB_DOWN} size={14} label={helpful ? t.thread.helpful : t.thread.notHelpful} class={helpful ? "d-article__up" : "d-article__down"} />}
    </p>
  );
}

function Words({ message }: { message: Message }) {
  if (!message.body.trim()) return null;
  return (
    <div class="d-bubble__words">
      <BodyText text={message.body} lang={langOf(message)} />
    </div>
  );
}

/** A picture or a PDF; a new tab shows or saves it. */
function SentFile({ message }: { message: FileMessage }) {
  const { id, name, media_type } = message.data.file;
  const address = `/v1/desk/files/${id}`;
  return (
    <div class="d-bubble__words">
      <a class="k-file" href={address} target="_blank" rel="noopener noreferrer" data-testid="file">
        {media_type === "image/jpeg" ? (
          <img class="k-file__picture" src={address} alt={name} loading="lazy" />
        ) : (
          <>
            <Icon path={CLIP} size={16} />
            {name}
          </>
        )}
      </a>
    </div>
  );
}

/** One message of any kind, as an agent needs to see it. */
export function MessageContent({ message }: { message: Message }) {
  switch (message.kind) {
    case "card":
      return <Card message={message} />;
    case "form":
      return (
        <>
          <Words message={message} />
          <FormMark {...message.data.form} />
        </>
      );
    case "survey":
      return <SurveyResult question={message.body} answered={message.data.answered} of={message.data.of} />;
    case "choices":
      return (
        <>
          <Words message={message} />
          <Choices choices={message.data.choices} />
        </>
      );
    case "file":
      return <SentFile message={message} />;
    case "note":
      return <Words message={message} />;
    case "text":
      return (
        <>
          <Words message={message} />
          {message.data?.article && <ArticleSource article={message.data.article} helpful={message.data.helpful} />}
        </>
      );
  }
}

import { BodyText } from "../kit/message/BodyText";
import { BoardingPassMark } from "../kit/message/BoardingPassMark";
import { readBoardingPass } from "../kit/message/boardingPass";
import { Card } from "../kit/message/Card";
import type { Message } from "../kit/api/messages";
import { FileBubble } from "./FileBubble";
import { ArticleFeedback } from "./ArticleFeedback";
import type { ChatModel } from "./model";
import { saveFile, saveReceipt } from "./receipt";
import { SurveyRow } from "./SurveyRow";

/** What a message needs of the conversation it stands in. */
export type Around = Pick<ChatModel, "judge" | "replace" | "fetchFile">;

function Inside({ message, model }: { message: Message; model: Around }) {
  switch (message.kind) {
    case "survey":
      return <SurveyRow message={message} model={model} />;
    case "text":
    case "choices":
    case "card":
    case "form":
      return <BodyText text={message.body} lang={message.language === "zh" ? "zh-CN" : "en"} />;
    case "file":
      return <FileBubble message={message} model={model} />;
    case "note":
      return null;
  }
}

/** One message: a bubble, and what belongs under it. */
export function MessageView({ message, model }: { message: Message; model: Around }) {
  const marks = { "data-author": message.author, "data-seq": message.seq, "data-kind": message.kind };
  const pass = message.author === "visitor" ? readBoardingPass(message.body) : null;
  const said = message.kind === "text" || message.kind === "choices" ? message : null;
  const article = said?.data?.article;
  if (message.kind === "card") {
    return (
      <div class="c-card" {...marks}>
        {message.body && (
          <div class="c-bubble">
            <Inside message={message} model={model} />
          </div>
        )}
        <Card message={message} onReceipt={(reference) => saveReceipt(model, reference, message.language)} onFile={(file) => saveFile(model, file)} />
      </div>
    );
  }
  return (
    <>
      <div class={`c-bubble ${message.kind === "survey" ? "c-bubble--wide" : ""}`} {...marks}>
        {pass ? <BoardingPassMark pass={pass} /> : <Inside message={message} model={model} />}
      </div>
      {said && article && <ArticleFeedback message={said} article={article} model={model} />}
    </>
  );
}

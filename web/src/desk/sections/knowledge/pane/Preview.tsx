import { Spoken } from "../../../../kit/i18n";
import type { ChoicesMessage, TextMessage } from "../../../../kit/api/messages";
import type { Contents, Language } from "../../../../kit/api/types";
import { Avatar } from "../../../../kit/ui/Avatar";
import { type Around, MessageView } from "../../../../chat/MessageView";
import { QuickReplies } from "../../../../chat/QuickReplies";
import { texts as chatTexts } from "../../../../chat/texts";
import "../../../../chat/log.css";
import { useText } from "../text";
import "./preview.css";

/** Nothing that is pressed in a preview does anything. */
const NOWHERE: Around = { judge: async () => undefined, replace: () => undefined, fetchFile: async () => new Blob() };

/** The answer as the assistant would say it. */
function messageOf(contents: Contents, language: Language, body: string, withChoices: boolean): TextMessage | ChoicesMessage {
  const { title, source, choices } = contents;
  const article = { id: "preview", key: "preview", title: title[language], source_url: source.url ?? null };
  const base = { id: "preview", conversation_id: "preview", seq: 1, client_id: null, author: "bot" as const, author_name: null, body: body.trim(), language, created_at: new Date().toISOString() };
  const shown = withChoices ? choices.map((choice) => ({ title: choice.title[language], payload: choice.payload })).filter((choice) => choice.title) : [];
  return (shown.length > 0 ? { ...base, kind: "choices", data: { article, choices: shown } } : { ...base, kind: "text", data: { article } }) as TextMessage | ChoicesMessage;
}

function Said({ message }: { message: TextMessage | ChoicesMessage }) {
  const name = chatTexts[message.language].assistant;
  return (
    <>
      <section class="c-group">
        <Avatar name={null} size={28} />
        <div class="c-group__items">
          <p class="c-group__name">{name}</p>
          <MessageView message={message} model={NOWHERE} />
        </div>
      </section>
      {message.kind === "choices" && <QuickReplies choices={message.data.choices} onChoose={() => undefined} />}
    </>
  );
}

function Asked({ words }: { words: string }) {
  return (
    <section class="c-group c-group--own">
      <div class="c-group__items">
        <div class="c-bubble">{words}</div>
      </div>
    </section>
  );
}

function InLanguage({ contents, language }: { contents: Contents; language: Language }) {
  const t = useText();
  const body = contents.body[language].trim();
  const asked = contents.follow_ups.filter(({ answer }) => answer[language].trim());
  return (
    <Spoken.Provider value={language}>
      <section class="n-preview__one" lang={language === "zh" ? "zh-CN" : "en"} aria-label={t.language[language]} data-testid={`preview-${language}`}>
        <h2>{t.language[language]}</h2>
        <div class="n-preview__chat" inert>
          {body ? <Said message={messageOf(contents, language, body, true)} /> : <p class="n-preview__none">{t.knowledge.preview.nothing}</p>}
          {asked.length > 0 && <p class="c-line">{t.knowledge.preview.followUps}</p>}
          {asked.map(({ asked: ways, answer }, at) => (
            <div class="n-preview__turn" key={at}>
              {ways[language][0]?.trim() && <Asked words={ways[language][0]} />}
              <Said message={messageOf(contents, language, answer[language], false)} />
            </div>
          ))}
        </div>
      </section>
    </Spoken.Provider>
  );
}

/** Both languages as customers read them, drawn by the widget's own parts. */
export function Preview({ contents }: { contents: Contents }) {
  const t = useText().knowledge;
  return (
    <div class="n-preview" aria-label={t.preview.label} role="region">
      <InLanguage contents={contents} language="zh" />
      <InLanguage contents={contents} language="en" />
    </div>
  );
}

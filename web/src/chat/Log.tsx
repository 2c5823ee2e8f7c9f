import { useEffect, useRef } from "preact/hooks";
import { ARROW_DOWN } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { useStore } from "../kit/store";
import { Icon } from "../kit/ui/Icon";
import type { MessageLink } from "./link";
import type { ChatModel } from "./model";
import { openForms } from "./openForms";
import { QuickReplies } from "./QuickReplies";
import { Rows } from "./Rows";
import { texts } from "./texts";
import { lastSaid, offeredBelow } from "./thread";
import { Typing } from "./Typing";
import { useFollow } from "./useFollow";
import { useLinked } from "./useLinked";
import "./log.css";

export function Log({ model, link }: { model: ChatModel; link: MessageLink | null }) {
  const state = useStore(model.state);
  const text = useTexts(texts);
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { away, missed, toEnd, stay, arrived } = useFollow(box, content, state.messages);
  const { messages, pending, conversation } = state;
  const inForm = useStore(openForms).some((form) => form.seen);

  useEffect(() => {
    if (pending.length > 0) toEnd();
  }, [pending.length]);
  useEffect(arrived, [messages]);
  useLinked(box, link, messages, stay);

  const last = pending.length === 0 ? lastSaid(messages) : undefined;
  const offered = last && conversation ? offeredBelow(messages, last, conversation.status) : [];
  return (
    <div class="c-log-frame">
      <div class="c-log" ref={box} role="log" aria-live="off" aria-label={text.log} tabIndex={0} data-testid="chat-log">
        <div class="c-log__content" ref={content}>
          {state.renewed && <p class="c-line">{text.renewed}</p>}
          <Rows model={model} />
          {state.typing && <Typing typing={state.typing} />}
          {last && offered.length > 0 && <QuickReplies key={last.id} choices={offered} onChoose={(choice) => model.send({ payload: choice.payload, title: choice.title })} />}
        </div>
      </div>
      {(missed > 0 || (away && !inForm)) && (
        <button type="button" class="c-jump" onClick={() => toEnd("smooth")} data-testid="jump">
          <Icon path={ARROW_DOWN} size={16} />
          {missed > 0 ? text.jumpNew(missed) : <span class="visually-hidden">{text.jump}</span>}
        </button>
      )}
    </div>
  );
}

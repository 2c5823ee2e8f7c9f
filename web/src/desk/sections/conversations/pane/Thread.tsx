import { useEffect, useRef } from "preact/hooks";
import { useStore } from "../../../../kit/store";
import { ARROW_DOWN } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { dayLabel, daysAgo } from "../../../../kit/time";
import type { Message } from "../../../../kit/api/messages";
import type { Summary } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { continuesTurn, isActivity } from "../logic/messages";
import { outbox } from "../state/outbox";
import { useAgent } from "../../../state/session";
import { typing } from "../state/threads";
import { useText } from "../text";
import { ActivityLine } from "./ActivityLine";
import { Bubble } from "./Bubble";
import { OutgoingBubble } from "./OutgoingBubble";
import { TypingLine } from "./TypingLine";
import { useScroll } from "./useScroll";
import { useSpotlight } from "./useSpotlight";
import "./thread.css";

interface ThreadProps {
  summary: Summary;
  messages: readonly Message[];
  readTo: number;
}

const newDay = (previous: Message | undefined, message: Message): boolean =>
  !previous || daysAgo(new Date(previous.created_at), new Date(message.created_at)) !== 0;

/** The first message of the customer that was unread when the conversation was opened. */
function firstUnread(messages: readonly Message[], readTo: number): number | undefined {
  if (readTo === 0) return undefined;
  return messages.find((message) => message.seq > readTo && message.author === "visitor")?.seq;
}

function Line({ messages, index, summary, lit, unread }: { messages: readonly Message[]; index: number; summary: Summary; lit: boolean; unread: boolean }) {
  const t = useText();
  const language = useLanguage();
  const message = messages[index];
  if (!message) return null;
  const previous = messages[index - 1];
  const day = newDay(previous, message);
  return (
    <>
      {day && (
        <li class="d-day">
          <span>{dayLabel(message.created_at, language)}</span>
        </li>
      )}
      {unread && (
        <li class="d-unread" data-testid="unread-line">
          <span>{t.thread.unreadFrom}</span>
        </li>
      )}
      {isActivity(message) ? (
        <ActivityLine message={message} />
      ) : (
        <Bubble message={message} summary={summary} joined={!day && !unread && continuesTurn(previous, message)} lit={lit} />
      )}
    </>
  );
}

export function Thread({ summary, messages, readTo }: ThreadProps) {
  const t = useText();
  const agent = useAgent();
  const writing = useStore(typing)[summary.id];
  const outgoing = useStore(outbox).filter(
    (item) => item.conversationId === summary.id && item.agentId === agent.id && !messages.some((message) => message.client_id === item.clientId),
  );
  const { box, below, onScroll, toEnd } = useScroll(summary.id, messages, outgoing.length, writing);
  const lit = useSpotlight(box);
  const unread = firstUnread(messages, readTo);

  // A button that a move has taken away must not take the keyboard's place with it.
  const standing = useRef(summary.status);
  useEffect(() => {
    if (standing.current !== summary.status && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
    standing.current = summary.status;
  }, [summary.status]);

  return (
    <div class="d-thread">
      <h2 class="visually-hidden">{t.thread.label}</h2>
      <div class="d-thread__scroll" ref={box} onScroll={onScroll} tabIndex={0} role="region" aria-label={t.thread.label} data-testid="thread">
        {messages.length === 0 && <p class="d-thread__empty">{t.thread.empty}</p>}
        <ol class="d-thread__lines">
          {messages.map((message, index) => (
            <Line key={message.seq} messages={messages} index={index} summary={summary} lit={lit === message.id} unread={message.seq === unread} />
          ))}
          {outgoing.map((item) => (
            <OutgoingBubble key={item.clientId} item={item} />
          ))}
          {writing && <TypingLine summary={summary} who={writing} />}
        </ol>
      </div>
      {below !== null && (
        <button type="button" class="d-thread__jump" data-testid="jump" onClick={toEnd}>
          <Icon path={ARROW_DOWN} size={16} />
          {below ? t.thread.newBelow(below) : t.thread.jump}
        </button>
      )}
    </div>
  );
}

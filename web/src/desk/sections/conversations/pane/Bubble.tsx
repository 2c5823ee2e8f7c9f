import { useLanguage } from "../../../../kit/i18n";
import { LOCK } from "../../../../kit/icons";
import { clockTime, fullTime } from "../../../../kit/time";
import type { Message } from "../../../../kit/api/messages";
import type { Summary } from "../../../../kit/api/types";
import { Avatar } from "../../../../kit/ui/Avatar";
import { Icon } from "../../../../kit/ui/Icon";
import { useText } from "../text";
import { topicLabel } from "../../../text/catalogue";
import { authorName, customerName } from "../../../text/names";
import { CustomerAvatar } from "../../../ui/CustomerAvatar";
import { MessageContent } from "./MessageContent";
import "./bubble.css";

interface BubbleProps {
  message: Message;
  summary: Summary;
  /** It goes on from the bubble above, so the name is not repeated. */
  joined: boolean;
  lit: boolean;
}

/** What the assistant took the sentence for, and why if the dialogue manager decided: there when a wrong answer is to be explained. */
function Understood({ message }: { message: Message }) {
  const t = useText();
  const language = useLanguage();
  if (message.author !== "visitor" || !message.intent) return null;
  const label = topicLabel(message.intent, language);
  const percent = Math.round((message.confidence ?? 0) * 100);
  const reasons = (message.read_as ?? []).map((words) => words[language]);
  const decided = reasons.length > 0;
  return (
    <p class="d-bubble__understood" title={decided ? t.thread.decided(label) : t.thread.understood(label, percent)} data-testid="understood">
      {decided ? t.thread.readAs(reasons) : t.thread.understoodShort(label, percent)}
      {message.tone && message.tone !== "calm" && <span class="d-bubble__tone">{t.thread.tones[message.tone]}</span>}
    </p>
  );
}

function Head({ message, summary }: { message: Message; summary: Summary }) {
  const t = useText();
  const language = useLanguage();
  return (
    <p class="d-bubble__head">
      <span class="d-bubble__name">{authorName(message, customerName(summary))}</span>
      {message.kind === "note" && (
        <span class="d-bubble__note">
          <Icon path={LOCK} size={12} /> {t.thread.note}
        </span>
      )}
      <time dateTime={message.created_at} title={fullTime(message.created_at, language)}>
        {clockTime(message.created_at, language)}
      </time>
    </p>
  );
}

export function Bubble({ message, summary, joined, lit }: BubbleProps) {
  const side = message.author === "visitor" ? "start" : "end";
  return (
    <li
      class={`d-bubble d-bubble--${side} d-bubble--${message.kind === "note" ? "note" : message.author} ${joined ? "d-bubble--joined" : ""} ${lit ? "d-bubble--lit" : ""}`}
      data-testid="message"
      data-message={message.id}
      data-author={message.author}
      data-seq={message.seq}
      data-kind={message.kind}
      tabIndex={-1}
    >
      <span class="d-bubble__face">
        {!joined && (message.author === "visitor" ? <CustomerAvatar summary={summary} size={28} /> : <Avatar name={message.author === "agent" ? authorName(message, "") : null} size={28} />)}
      </span>
      <div class="d-bubble__column">
        {!joined && <Head message={message} summary={summary} />}
        <MessageContent message={message} />
        <Understood message={message} />
      </div>
    </li>
  );
}

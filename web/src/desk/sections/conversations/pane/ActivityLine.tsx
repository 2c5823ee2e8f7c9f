import { useLanguage } from "../../../../kit/i18n";
import { clockTime, fullTime } from "../../../../kit/time";
import type { Activity, Message } from "../../../../kit/api/messages";
import { type Text, useText } from "../text";

/** In the agent's own language; the body was written for the customer. A snooze is a note, so its data is less typed. */
function sentence(message: Message, t: Text): string {
  const { activity, name } = (message.data ?? {}) as { activity?: Activity; name?: string };
  if (!activity || !(activity in t.activity)) return message.body;
  return activity === "queued" ? t.activity.queued : t.activity[activity](name ?? message.author_name ?? "");
}

/** Who did what with the conversation, between the bubbles. */
export function ActivityLine({ message }: { message: Message }) {
  const t = useText();
  const language = useLanguage();
  return (
    <li class="d-activity" data-testid="message" data-message={message.id} data-author={message.author} data-seq={message.seq} data-kind={message.kind} tabIndex={-1}>
      {sentence(message, t)}
      <time dateTime={message.created_at} title={fullTime(message.created_at, language)}>
        {clockTime(message.created_at, language)}
      </time>
    </li>
  );
}

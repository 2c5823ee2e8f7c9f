import { useLanguage, useTexts } from "../kit/i18n";
import { clockTime, fullTime } from "../kit/time";
import { Avatar } from "../kit/ui/Avatar";
import { MessageView } from "./MessageView";
import type { ChatModel } from "./model";
import { PendingBubble } from "./PendingBubble";
import { texts } from "./texts";
import type { Row } from "./thread";

type GroupRow = Extract<Row, { type: "group" }>;

/** What one voice said in one breath: name above, time below. */
export function Group({ row, model }: { row: GroupRow; model: ChatModel }) {
  const text = useTexts(texts);
  const language = useLanguage();
  const own = row.author === "visitor";
  const name = own ? text.you : (row.name ?? (row.author === "agent" ? text.agent : text.assistant));
  const last = row.items.at(-1);
  const sentAt = last && "message" in last ? last.message.created_at : null;
  return (
    <section class={`c-group ${own ? "c-group--own" : ""}`}>
      {!own && <Avatar name={row.author === "agent" ? name : null} size={28} />}
      <div class="c-group__items">
        <h2 class={own ? "visually-hidden" : "c-group__name"}>{name}</h2>
        {row.items.map((item) =>
          "message" in item ? (
            <MessageView key={item.message.client_id ?? item.message.id} message={item.message} model={model} />
          ) : (
            <PendingBubble key={item.pending.client_id} item={item.pending} model={model} />
          ),
        )}
        {sentAt && (
          <time class="c-group__time" dateTime={sentAt} title={fullTime(sentAt, language)}>
            {clockTime(sentAt, language)}
          </time>
        )}
      </div>
    </section>
  );
}

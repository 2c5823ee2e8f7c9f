import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import type { Summary } from "../../../../kit/api/types";
import { Avatar } from "../../../../kit/ui/Avatar";
import { hrefFor } from "../../../state/route";
import { minutes } from "../../../state/clock";
import { select } from "../state/select";
import { isUnread } from "../state/seen";
import { useAgent } from "../../../state/session";
import { typing } from "../state/threads";
import { useText } from "../text";
import { topicLabel } from "../../../text/catalogue";
import { customerName } from "../../../text/names";
import { shortAge, shortDateTime } from "../../../text/times";
import { ChannelMark } from "../../../ui/ChannelMark";
import { CustomerAvatar } from "../../../ui/CustomerAvatar";
import { LanguageBadge } from "../../../ui/LanguageBadge";
import { StatusChip } from "../../../ui/StatusChip";
import { isPressing } from "../logic/promises";
import { Labels } from "../marks/Labels";
import { Promised } from "../marks/Promised";
import { Priority } from "./Priority";
import { Waiting } from "./Waiting";

/** Who wrote last, so that "Thank you" can be told from an unanswered question. */
function authorHint(summary: Summary, agentId: string, words: { you: string; assistant: string }): string {
  const author = summary.last_message?.author;
  if (author === "bot") return `${words.assistant}: `;
  if (author !== "agent" || !summary.assignee) return "";
  return `${summary.assignee.id === agentId ? words.you : summary.assignee.name}: `;
}

function LastWords({ summary }: { summary: Summary }) {
  const t = useText();
  const agent = useAgent();
  const writing = useStore(typing)[summary.id] === "visitor";
  if (writing) return <span class="d-row__words d-row__words--typing">{t.thread.typing(customerName(summary))}</span>;
  return (
    <span class="d-row__words">
      <span class="d-row__author">{authorHint(summary, agent.id, t.list)}</span>
      <span lang={summary.language === "zh" ? "zh-CN" : "en"}>{summary.last_message?.body.trim() || t.list.noMessage}</span>
    </span>
  );
}

function When({ summary }: { summary: Summary }) {
  const t = useText();
  const language = useLanguage();
  const now = useStore(minutes);
  if (summary.status === "snoozed" && summary.snoozed_until) {
    return <span class="d-row__when">{t.list.snoozedUntil(shortDateTime(summary.snoozed_until, language))}</span>;
  }
  if (summary.promise && isPressing(summary.promise)) return <Promised promise={summary.promise} />;
  if (summary.waiting_since && summary.status !== "resolved") return <Waiting since={summary.waiting_since} />;
  return <span class="d-row__when">{shortAge(now - Date.parse(summary.last_message?.created_at ?? summary.updated_at), language)}</span>;
}

interface RowProps {
  summary: Summary;
  current: boolean;
  tabStop: boolean;
}

export function Row({ summary, current, tabStop }: RowProps) {
  const t = useText();
  const language = useLanguage();
  const agent = useAgent();
  const unread = !current && isUnread(summary, agent.id);
  return (
    <li>
      <a
        class={`d-row ${unread ? "d-row--unread" : ""}`}
        href={hrefFor({ section: "conversations", id: summary.id })}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        data-testid="conversation-row"
        data-id={summary.id}
        data-status={summary.status}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          select(summary.id);
        }}
      >
        <CustomerAvatar summary={summary} size={34} />
        <span class="d-row__top">
          <span class="d-row__name">{customerName(summary)}</span>
          <Priority level={summary.priority} />
          <When summary={summary} />
        </span>
        <LastWords summary={summary} />
        <span class="d-row__foot">
          <StatusChip status={summary.status} />
          {summary.topic && <span class="d-row__topic">{topicLabel(summary.topic, language)}</span>}
          <span class="d-row__end">
            {summary.assignee && summary.assignee.id !== agent.id && (
              <span class="d-row__assignee" title={t.header.assignee(summary.assignee.name)}>
                <Avatar name={summary.assignee.name} size={18} />
                <span class="visually-hidden">{t.header.assignee(summary.assignee.name)}</span>
              </span>
            )}
            <ChannelMark channel={summary.channel} />
            <LanguageBadge language={summary.language} />
            {unread && (
              <span class="d-row__dot">
                <span class="visually-hidden">{t.list.unread}</span>
              </span>
            )}
          </span>
        </span>
        <Labels names={summary.labels} />
      </a>
    </li>
  );
}

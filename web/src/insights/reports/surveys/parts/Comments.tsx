import { CHAT, EXTERNAL, RETRY } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { fullTime, timeAgo } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { catalogue } from "../../../../desk/state/catalogue";
import { tableHref } from "../api";
import { comments, loadMoreComments, query } from "../state";
import { useText } from "../text";
import type { Comment } from "../types";
import { Panel } from "../../../parts/Panel";

export function Comments() {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { phase, list, next } = useStore(comments);
  return (
    <Panel id="comments" title={t.comments} hint={t.commentsHint} csv={list.length ? tableHref(asked, "comments", language) : undefined}>
      {phase === "ready" && list.length === 0 && <EmptyState icon={CHAT} title={t.noComments} />}
      <ul class="i-comments">
        {list.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
      {(next || phase === "failed") && (
        <div class="i-more">
          <Button icon={phase === "failed" ? RETRY : undefined} busy={phase === "loading"} onClick={() => void loadMoreComments()}>
            {phase === "failed" ? t.retry : t.more}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Row({ one }: { one: Comment }) {
  const t = useText();
  const language = useLanguage();
  const known = useStore(catalogue);
  const topic = known?.skills.find(({ name }) => name === one.skill)?.topic[language];
  const stage = known?.stages.find(({ name }) => name === one.stage)?.label[language];
  return (
    <li class="i-comment" data-testid="comment">
      <p class="i-comment__text" lang={one.language === "zh" ? "zh-CN" : "en"}>
        {one.text}
      </p>
      <p class="i-comment__about">
        {one.score !== null && <span class="i-chip">{t.scored(one.score)}</span>}
        <time dateTime={one.at} title={fullTime(one.at, language)}>
          {timeAgo(one.at, language)}
        </time>
        {stage && <span>{stage}</span>}
        {topic && <span>{topic}</span>}
        {one.conversation_id && (
          <a href={`/desk?c=${one.conversation_id}`}>
            {t.open}
            <Icon path={EXTERNAL} size={14} />
          </a>
        )}
      </p>
    </li>
  );
}

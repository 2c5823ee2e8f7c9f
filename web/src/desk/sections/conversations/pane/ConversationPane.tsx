import { CHAT } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { ConversationDetail, Summary } from "../../../../kit/api/types";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Unavailable } from "../../../ui/Unavailable";
import { summaries } from "../state/list";
import { select } from "../state/select";
import { loadThread, threads } from "../state/threads";
import { useText } from "../text";
import { Composer } from "./Composer";
import { DoubtDialog } from "./DoubtDialog";
import { Header } from "./Header";
import { NewMessages } from "./NewMessages";
import { PermissionBanner } from "./PermissionBanner";
import { Thread } from "./Thread";
import { ThreadSkeleton } from "./ThreadSkeleton";
import { useJoin } from "./useJoin";
import "./conversation.css";

function NothingChosen() {
  const t = useText();
  return (
    <>
      <h1 class="visually-hidden">{t.app.documentTitle}</h1>
      <EmptyState icon={CHAT} title={t.empty.chooseTitle} text={t.empty.chooseHint} />
    </>
  );
}

interface OpenProps {
  summary: Summary;
  detail: ConversationDetail | null;
  readTo: number;
}

function Open({ summary, detail, readTo }: OpenProps) {
  useJoin(summary);
  return (
    <section class="d-conversation" data-testid="conversation" data-id={summary.id} data-status={summary.status}>
      <Header summary={summary} />
      <DoubtDialog id={summary.id} />
      {detail ? <Thread summary={summary} messages={detail.messages} readTo={readTo} /> : <ThreadSkeleton />}
      {detail && (
        <div class="d-conversation__foot">
          <PermissionBanner summary={summary} />
          <Composer summary={summary} />
        </div>
      )}
      {detail && <NewMessages summary={summary} messages={detail.messages} />}
    </section>
  );
}

/** The middle pane: one conversation, or the reason why there is none. */
export function ConversationPane({ id }: { id: string | null }) {
  const t = useText();
  const thread = useStore(threads)[id ?? ""];
  const known = useStore(summaries)[id ?? ""];
  if (!id) return <NothingChosen />;
  if (thread?.phase === "failed" || thread?.phase === "missing") {
    return (
      <Unavailable
        missing={thread.phase === "missing"}
        words={{ missing: t.error.missing, failed: t.error.thread }}
        onBack={() => select(null)}
        onRetry={() => void loadThread(id)}
      />
    );
  }
  const summary = known ?? thread?.detail?.conversation;
  if (!summary || !thread) return <ThreadSkeleton withHeader />;
  return <Open summary={summary} detail={thread.detail} readTo={thread.readTo} />;
}

import { ALERT, CHAT, RETRY } from "../../../../kit/icons";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Skeleton } from "../../../../kit/ui/Skeleton";
import type { Listed } from "../state";
import { useText } from "../text";
import type { Metric } from "../types";
import { Talk } from "./Talk";

/** A list of conversations that comes page by page. */
export function TalkList({ listed, empty, unit, onMore }: { listed: Listed; empty: string; unit?: Metric["unit"]; onMore: () => void }) {
  const t = useText();
  const { phase, list, next } = listed;
  return (
    <>
      {phase === "loading" && list.length === 0 && <Skeleton height="96px" />}
      {phase === "ready" && list.length === 0 && <EmptyState icon={CHAT} title={empty} />}
      {phase === "failed" && <EmptyState icon={ALERT} title={t.behindFailed} />}
      <ul class="s-talks">
        {list.map((one) => (
          <Talk key={one.id} one={one} unit={unit} />
        ))}
      </ul>
      {(next || phase === "failed") && (
        <div class="i-more">
          <Button icon={phase === "failed" ? RETRY : undefined} busy={phase === "loading"} onClick={onMore}>
            {phase === "failed" ? t.retry : t.more}
          </Button>
        </div>
      )}
    </>
  );
}

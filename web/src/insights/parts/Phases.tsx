/** What a report shows before its answer has come, and when none comes. */
import { ALERT, RETRY } from "../../kit/icons";
import { Button } from "../../kit/ui/Button";
import { EmptyState } from "../../kit/ui/EmptyState";
import { Skeleton } from "../../kit/ui/Skeleton";
import { useText } from "../text";

export function Waiting() {
  const t = useText();
  return (
    <div class="i-waiting" role="status" data-testid="waiting">
      <span class="visually-hidden">{t.loading}</span>
      <Skeleton height="148px" radius="18px" />
      <Skeleton height="340px" radius="18px" />
      <Skeleton height="240px" radius="18px" />
    </div>
  );
}

export function Failed({ onRetry }: { onRetry: () => void }) {
  const t = useText();
  return (
    <EmptyState icon={ALERT} title={t.failed} text={t.failedHint}>
      <Button icon={RETRY} onClick={onRetry}>
        {t.retry}
      </Button>
    </EmptyState>
  );
}

import { OFFLINE, RETRY } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { texts } from "./texts";

export function StartFailed({ limited, onRetry }: { limited: boolean; onRetry: () => void }) {
  const text = useTexts(texts);
  return (
    <div class="c-failed" role="alert">
      <EmptyState icon={OFFLINE} title={limited ? text.limitedTitle : text.failedTitle} text={limited ? text.limitedText : text.failedText}>
        <Button icon={RETRY} onClick={onRetry}>
          {text.tryAgain}
        </Button>
      </EmptyState>
    </div>
  );
}

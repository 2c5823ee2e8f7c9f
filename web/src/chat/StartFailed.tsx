import { OFFLINE, RETRY } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { texts } from "./texts";

export function StartFailed({ onRetry }: { onRetry: () => void }) {
  const text = useTexts(texts);
  return (
    <div class="c-failed" role="alert">
      <EmptyState icon={OFFLINE} title={text.failedTitle} text={text.failedText}>
        <Button icon={RETRY} onClick={onRetry}>
          {text.tryAgain}
        </Button>
      </EmptyState>
    </div>
  );
}

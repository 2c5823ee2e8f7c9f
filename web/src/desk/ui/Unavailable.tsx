/** In place of what was chosen: it is gone, or could not be fetched, which can be tried again. */
import { ALERT, ARROW_LEFT } from "../../kit/icons";
import { Button } from "../../kit/ui/Button";
import { EmptyState } from "../../kit/ui/EmptyState";
import { IconButton } from "../../kit/ui/IconButton";
import { useText } from "../text";

interface UnavailableProps {
  missing: boolean;
  /** What is said when it is missing, and when fetching it failed. */
  words: { missing: string; failed: string };
  onBack: () => void;
  onRetry: () => void;
}

export function Unavailable({ missing, words, onBack, onRetry }: UnavailableProps) {
  const t = useText();
  return (
    <div class="d-conversation">
      <div class="d-conversation__back">
        <IconButton icon={ARROW_LEFT} label={t.header.back} onClick={onBack} />
      </div>
      <EmptyState icon={ALERT} title={missing ? words.missing : words.failed}>
        {!missing && <Button onClick={onRetry}>{t.action.retry}</Button>}
      </EmptyState>
    </div>
  );
}

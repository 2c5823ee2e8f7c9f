import { CHAT, LOCK } from "../kit/icons";
import { useTexts } from "../kit/i18n";
import { Button } from "../kit/ui/Button";
import { EmptyState } from "../kit/ui/EmptyState";
import { texts } from "./texts";

/** A link to a conversation that this browser has no session of: no word of it is fetched, and no session begun. */
export function LinkRefused({ onChat }: { onChat: () => void }) {
  const text = useTexts(texts).link;
  return (
    <main class="c-window" aria-label={text.title}>
      <div class="c-failed" role="alert" data-testid="link-refused">
        <EmptyState icon={LOCK} title={text.title} text={text.text}>
          <Button icon={CHAT} onClick={onChat}>
            {text.chat}
          </Button>
        </EmptyState>
      </div>
    </main>
  );
}

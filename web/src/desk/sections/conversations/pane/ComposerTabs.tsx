import type { TargetedKeyboardEvent } from "preact";
import { LOCK } from "../../../../kit/icons";
import { Icon } from "../../../../kit/ui/Icon";
import type { DraftKind } from "../../../state/drafts";
import { startWriting } from "../../../state/panels";
import { useText } from "../text";

/** Reply or private note. A locked reply stays visible, so that the agent sees what taking would allow. */
export function ComposerTabs({ mode, locked }: { mode: DraftKind; locked: boolean }) {
  const t = useText();

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (locked || event.altKey || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
    event.preventDefault();
    startWriting(mode === "reply" ? "note" : "reply");
  };

  return (
    <div class="d-composer__tabs" role="tablist" aria-label={t.composer.tabs} onKeyDown={onKeyDown}>
      {(["reply", "note"] as const).map((one) => {
        const closed = one === "reply" && locked;
        return (
          <button
            type="button"
            key={one}
            class="d-composer__tab"
            role="tab"
            id={`composer-${one}`}
            data-testid={`tab-${one}`}
            aria-selected={one === mode}
            aria-disabled={closed}
            aria-controls="composer-panel"
            title={closed ? t.composer.locked : undefined}
            tabIndex={one === mode ? 0 : -1}
            onClick={() => !closed && startWriting(one)}
          >
            {closed && <Icon path={LOCK} size={13} />}
            {t.composer[one]}
          </button>
        );
      })}
    </div>
  );
}

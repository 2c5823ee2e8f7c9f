import { CHAT, PENCIL, RETRY } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Icon } from "../../../../kit/ui/Icon";
import { Skeleton } from "../../../../kit/ui/Skeleton";
import { Panel } from "../../../parts/Panel";
import { ThemeList } from "../../../parts/ThemeList";
import { gaps, loadGaps } from "../state";
import { useText } from "../text";

/** What customers asked and no article answered well, and the way to write it. */
export function GapsPanel() {
  const t = useText();
  const { phase, found } = useStore(gaps);
  const some = found !== null && found.themes.length > 0;
  const write = some && (
    <a class="k-button k-button--secondary k-button--sm" href="/desk?in=knowledge">
      <Icon path={PENCIL} size={16} />
      {t.writeArticle}
    </a>
  );
  return (
    <Panel id="gaps" title={t.gaps} hint={t.gapsHint} tools={write}>
      {phase === "loading" && <Skeleton height="96px" />}
      {phase === "failed" && (
        <EmptyState icon={CHAT} title={t.gapsAway}>
          <Button icon={RETRY} onClick={() => void loadGaps()}>
            {t.retry}
          </Button>
        </EmptyState>
      )}
      {found && !some && <EmptyState icon={CHAT} title={t.noGaps} />}
      {some && <ThemeList found={found} times={t.gapTimes} rest={t.gapsRest} />}
    </Panel>
  );
}

import { CHAT, RETRY } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { EmptyState } from "../../../../kit/ui/EmptyState";
import { Skeleton } from "../../../../kit/ui/Skeleton";
import { themesHref } from "../api";
import { loadThemes, query, themes } from "../state";
import { useText } from "../text";
import { Panel } from "../../../parts/Panel";
import { ThemeList } from "../../../parts/ThemeList";

/** What customers wrote about: comments grouped by what they mean. */
export function ThemesPanel() {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { phase, found } = useStore(themes);
  const some = found !== null && found.themes.length > 0;
  return (
    <Panel id="themes" title={t.themes} hint={t.themesHint} csv={some ? themesHref(asked, language) : undefined}>
      {phase === "loading" && <Skeleton height="120px" />}
      {phase === "failed" && (
        <EmptyState icon={CHAT} title={t.themesAway}>
          <Button icon={RETRY} onClick={() => void loadThemes()}>
            {t.retry}
          </Button>
        </EmptyState>
      )}
      {found && !some && <EmptyState icon={CHAT} title={t.noThemes} />}
      {found && some && <ThemeList found={found} times={t.themeTimes} rest={t.themesRest} />}
    </Panel>
  );
}

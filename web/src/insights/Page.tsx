import { useEffect } from "preact/hooks";
import { ARROW_LEFT } from "../kit/icons";
import { useLanguage } from "../kit/i18n";
import { useStore } from "../kit/store";
import { Icon } from "../kit/ui/Icon";
import { LanguageToggle } from "../kit/ui/LanguageToggle";
import { opened } from "./address";
import { Tabs } from "./parts/Tabs";
import { ThemeToggle } from "./parts/ThemeToggle";
import { REPORTS } from "./reports";
import { useText } from "./text";

export function Page() {
  const t = useText();
  const name = useStore(opened);
  const report = REPORTS.find(({ id }) => id === name) ?? REPORTS[0];
  const words = report?.words[useLanguage()];
  useEffect(() => {
    document.title = words ? `${words.title} · ${t.page}` : t.page;
  }, [t, words]);
  if (!report || !words) return null;
  return (
    <div class="i-page">
      <header class="i-head">
        <a class="i-back" href="/desk">
          <Icon path={ARROW_LEFT} size={18} />
          {t.back}
        </a>
        <div class="i-head__choices">
          <ThemeToggle />
          <LanguageToggle label={t.languages} />
        </div>
      </header>
      <Tabs reports={REPORTS} current={report.id} />
      <main>
        <div class="i-title">
          <h1>{words.title}</h1>
          <p>{words.lead}</p>
        </div>
        <report.View key={report.id} />
      </main>
    </div>
  );
}

import { useLanguage } from "../../kit/i18n";
import { go, hrefOf } from "../address";
import type { Report } from "../reports/report";
import { useText } from "../text";

interface TabsProps {
  reports: readonly Report[];
  current: string;
}

/** The way from one report to another: links, so that each can be opened beside this one, too. */
export function Tabs({ reports, current }: TabsProps) {
  const t = useText();
  const language = useLanguage();
  const follow = (event: MouseEvent, id: string): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (id !== current) go(id);
  };
  return (
    <nav class="i-tabs" aria-label={t.reports}>
      {reports.map(({ id, words }) => (
        <a key={id} class="i-tabs__one" href={hrefOf(id)} aria-current={id === current ? "page" : undefined} data-testid={`report-${id}`} onClick={(event) => follow(event, id)}>
          {words[language].tab}
        </a>
      ))}
    </nav>
  );
}

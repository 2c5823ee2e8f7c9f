import type { ComponentChildren } from "preact";
import { DOWNLOAD } from "../../kit/icons";
import { useLanguage } from "../../kit/i18n";
import { Icon } from "../../kit/ui/Icon";
import { longDay } from "../format";
import { useText } from "../text";

interface SummaryHeadProps {
  /** Whose days are told. */
  report: { first: string; last: string; before_first: string };
  /** For screen readers: the figures below speak for themselves. */
  title: string;
  csv: string;
  /** More ways to have it. */
  children?: ComponentChildren;
}

/** Above the main figures: of which days they are, compared with which, and the way to have them as a file. */
export function SummaryHead({ report, title, csv, children }: SummaryHeadProps) {
  const t = useText();
  const language = useLanguage();
  return (
    <header class="i-summary__head">
      <h2 id="summary-title" class="visually-hidden">
        {title}
      </h2>
      <p>{t.range(longDay(report.first, language), longDay(report.last, language), longDay(report.before_first, language))}</p>
      <a class="k-button k-button--quiet k-button--sm" href={csv} download aria-label={t.csvOf(title)}>
        <Icon path={DOWNLOAD} size={16} />
        {t.csv}
      </a>
      {children}
    </header>
  );
}

import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { figure, interval, whole } from "../../../format";
import { SummaryHead } from "../../../parts/SummaryHead";
import { ChangeMark } from "../../../parts/Told";
import { tableHref } from "../api";
import { query, showBehind } from "../state";
import { useText } from "../text";
import { type ServiceReport, type Told, told } from "../types";
import { Defined } from "./Definition";

/** What is looked at first; the others stand in the table of all figures. */
const KEY = ["conversations", "score", "automation", "first_contact", "first_reply", "first_reply_kept", "left_line", "asked_back"];

function Card({ metric, one }: Told) {
  const t = useText();
  const language = useLanguage();
  const { estimate, change, hidden } = one;
  const range = estimate && interval(estimate, metric.unit, language);
  return (
    <li class="i-card" data-testid={`figure-${metric.slug}`}>
      <h3 class="i-card__name">
        <Defined metric={metric} />
      </h3>
      {hidden ? <p class="i-card__hidden">{t.hidden}</p> : <p class="i-card__value">{estimate ? figure(estimate.value, metric.unit, language) : t.none}</p>}
      {range && <p class="i-card__line">{t.interval(range)}</p>}
      {change ? (
        <p class="i-card__line">
          <ChangeMark change={change} unit={metric.unit} better={metric.better} />
        </p>
      ) : (
        estimate && <p class="i-card__line i-card__line--faint">{t.noChange}</p>
      )}
      {estimate && (
        <button type="button" class="s-behind" aria-label={t.behindOf(metric.label[language])} onClick={() => showBehind({ metric: metric.slug, counted: true }, metric.label[language])}>
          {metric.unit === "count" ? t.behind : t.sample(whole(estimate.n, language))}
        </button>
      )}
    </li>
  );
}

export function KeyFigures({ report }: { report: ServiceReport }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const cards = told(report, report.total);
  return (
    <section class="i-summary" aria-labelledby="summary-title">
      <SummaryHead report={report} title={t.summary} csv={tableHref(asked, "figures", language)} />
      <ul class="i-cards s-cards">
        {KEY.flatMap((slug) => cards.filter(({ metric }) => metric.slug === slug)).map(({ metric, one }) => (
          <Card key={metric.slug} metric={metric} one={one} />
        ))}
      </ul>
    </section>
  );
}

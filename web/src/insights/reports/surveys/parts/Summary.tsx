import { FILE, INFO } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { Icon } from "../../../../kit/ui/Icon";
import { printHref, tableHref } from "../api";
import { figure, interval, whole } from "../../../format";
import { ask, query } from "../state";
import { useText } from "../text";
import type { Cell, Figure, Report } from "../types";
import { SummaryHead } from "../../../parts/SummaryHead";
import { ChangeMark } from "../../../parts/Told";

/** What stands for the whole: not the dimensions, and not what each feature is. */
const mainOf = (report: Report): Figure[] => report.total.figures.filter(({ name, unit }) => unit !== "coefficient" && !report.dimensions.some((one) => one.name === name));

function Card({ one, note, parts = [] }: { one: Figure; note?: string; parts?: readonly Cell[] }) {
  const t = useText();
  const language = useLanguage();
  const { estimate, unit } = one;
  const range = estimate && interval(estimate, unit, language);
  return (
    <li class="i-card" data-testid={`figure-${one.name}`}>
      <h3 class="i-card__name">{one.label[language]}</h3>
      {one.hidden ? (
        <p class="i-card__hidden">{t.hidden}</p>
      ) : (
        <p class="i-card__value">{estimate ? figure(estimate.value, unit, language) : t.none}</p>
      )}
      {range && <p class="i-card__line">{t.interval(range)}</p>}
      {one.change ? (
        <p class="i-card__line">
          <ChangeMark change={one.change} unit={unit} />
        </p>
      ) : (
        estimate && <p class="i-card__line i-card__line--faint">{t.noChange}</p>
      )}
      <p class="i-card__line i-card__line--faint">{note ?? (estimate && t.answers(whole(estimate.n, language)))}</p>
      {parts.length > 1 && (
        <ul class="i-card__parts">
          {parts.map((part) => (
            <Part key={part.key} part={part} name={one.name} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Part({ part, name }: { part: Cell; name: string }) {
  const t = useText();
  const language = useLanguage();
  const one = part.figures.find((each) => each.name === name);
  return (
    <li>
      <span>{part.label[language]}</span>
      <strong>{one?.estimate ? figure(one.estimate.value, one.unit, language) : one?.hidden ? t.hidden : t.none}</strong>
      <span class="i-card__range">{one?.estimate && interval(one.estimate, one.unit, language)}</span>
    </li>
  );
}

/** Languages are not one sample: the page says so, and offers each alone. */
function Pooled() {
  const t = useText();
  return (
    <Banner
      tone="warning"
      icon={INFO}
      action={
        <span class="i-pooled">
          <Button size="sm" onClick={() => ask({ language: "zh" })}>
            {t.chinese}
          </Button>
          <Button size="sm" onClick={() => ask({ language: "en" })}>
            {t.english}
          </Button>
        </span>
      }
    >
      {t.pooled}
    </Banner>
  );
}

export function Summary({ report }: { report: Report }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { sent, started, completed, response, completion, needed } = report.response;
  const responded = `${t.of(whole(started, language), whole(sent, language))}${needed !== null && started < needed ? ` · ${t.needed(whole(needed, language))}` : ""}`;
  return (
    <section class="i-summary" aria-labelledby="summary-title">
      <SummaryHead report={report} title={t.summary} csv={tableHref(asked, "figures", language)}>
        <a class="k-button k-button--quiet k-button--sm" href={printHref(asked, language)} download data-testid="print">
          <Icon path={FILE} size={16} />
          {t.pdf}
        </a>
      </SummaryHead>
      {report.pooled && <Pooled />}
      {report.versions > 1 && (
        <Banner tone="info" icon={INFO}>
          {t.versions(report.versions)}
        </Banner>
      )}
      <ul class="i-cards">
        {mainOf(report).map((one) => (
          <Card key={one.name} one={one} parts={report.pooled ? report.languages : []} />
        ))}
        <Card one={response} note={responded} />
        <Card one={completion} note={t.of(whole(completed, language), whole(started, language))} />
      </ul>
    </section>
  );
}

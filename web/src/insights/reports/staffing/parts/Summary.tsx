import type { ComponentChildren } from "preact";
import { useLanguage } from "../../../../kit/i18n";
import { Banner } from "../../../../kit/ui/Banner";
import { ALERT } from "../../../../kit/icons";
import { decimal, whole } from "../../../format";
import { hhmm, shortOf } from "../day";
import { useText } from "../text";
import type { Plan, Quarter } from "../types";

/** The day in four figures. */
export function Summary({ plan }: { plan: Plan }) {
  const t = useText();
  const language = useLanguage();
  const { total, hours, quarters } = plan;
  const peak = quarters.reduce((most, one) => (one.on_roster > most.on_roster ? one : most));
  const unstable = quarters.filter(({ outcome }) => outcome?.unstable).length;
  const h = (value: number): string => decimal(value, language, 1);
  return (
    <section class="i-summary" aria-label={t.summary}>
      {unstable > 0 && (
        <Banner tone="warning" icon={ALERT}>
          {t.unstableHint(unstable)}
        </Banner>
      )}
      <div class="i-cards">
        <Card name={t.coming} value={whole(total.mean, language)} testId="total">
          {t.interval(t.between(whole(total.low, language), whole(total.high, language)))}
        </Card>
        <Card name={t.peak} value={whole(peak.on_roster, language)} testId="peak">
          {peak.on_roster ? `${t.peakAt(hhmm(peak))} · ${t.peopleServing(peak.needed)}` : t.noProposal}
        </Card>
        <Card name={t.work} value={t.hoursOf(h(hours.needed))} testId="work">
          {t.hoursHint(h(hours.needed), h(hours.proposed))}
        </Card>
        <Card name={t.rosteredHours} value={t.hoursOf(h(hours.rostered))} testId="rostered">
          <Enough quarters={quarters} rostered={hours.rostered} />
        </Card>
      </div>
    </section>
  );
}

function Enough({ quarters, rostered }: { quarters: readonly Quarter[]; rostered: number }) {
  const t = useText();
  const language = useLanguage();
  const short = shortOf(quarters).length / 4;
  if (!rostered) return <>{t.nobodyRostered}</>;
  return <span class={short ? "i-change--down" : "i-change--up"}>{short ? t.short(decimal(short, language, 2)) : t.enough}</span>;
}

function Card({ name, value, testId, children }: { name: string; value: string; testId: string; children: ComponentChildren }) {
  return (
    <article class="i-card" data-testid={testId}>
      <h2 class="i-card__name">{name}</h2>
      <p class="i-card__value">{value}</p>
      <p class="i-card__line i-card__line--faint">{children}</p>
    </article>
  );
}

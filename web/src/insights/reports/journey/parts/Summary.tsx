import { DOWNLOAD } from "../../../../kit/icons";
import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { Icon } from "../../../../kit/ui/Icon";
import { decimal, longDay, percent, whole } from "../../../format";
import { tableHref } from "../api";
import { query } from "../state";
import { useText } from "../text";
import type { Journey } from "../types";

export function Summary({ found }: { found: Journey }) {
  const t = useText();
  const language = useLanguage();
  const asked = useStore(query);
  const { now, before } = found;
  const share = (value: { value: number } | null): string | null => value && percent(value.value, language);
  const days = [found.first, found.last, found.against_first, found.against_last].map((day) => longDay(day, language)) as [string, string, string, string];
  const cards: [string, string, string | null, string | null][] = [
    ["conversations", t.conversations, whole(now.n, language), before.n ? whole(before.n, language) : null],
    ["abandoned", t.abandoned, share(now.abandoned), share(before.abandoned)],
    ["handed-over", t.handedOver, share(now.handed_over), share(before.handed_over)],
    ["calm", t.calm, share(now.calm), share(before.calm)],
    ["score", t.score, now.score && decimal(now.score.value, language), before.score && decimal(before.score.value, language)],
  ];
  return (
    <section class="i-summary" aria-labelledby="summary-title">
      <header class="i-summary__head">
        <h2 id="summary-title" class="visually-hidden">
          {t.summary}
        </h2>
        <p>{t.compared(...days)}</p>
        <a class="k-button k-button--quiet k-button--sm" href={tableHref(asked, "groups", language)} download aria-label={t.csvOf(t.summary)}>
          <Icon path={DOWNLOAD} size={16} />
          {t.csv}
        </a>
      </header>
      <ul class="i-cards j-cards">
        {cards.map(([id, name, value, other]) => (
          <li key={id} class="i-card" data-testid={`figure-${id}`}>
            <h3 class="i-card__name">{name}</h3>
            <p class="i-card__value">{value ?? t.none}</p>
            <p class="i-card__line i-card__line--faint">{other ? t.before(other) : t.noBefore}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

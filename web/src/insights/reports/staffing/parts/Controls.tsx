import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { decimal, whole } from "../../../format";
import { Select } from "../../../parts/Select";
import { later } from "../../../scope";
import { lengthsOf, USUAL } from "../query";
import { ask, query } from "../state";
import { useText } from "../text";
import type { Staffing } from "../types";
import { NumberField } from "./NumberField";

const TARGETS = [70, 80, 90, 95] as const;
const WITHIN = [20, 30, 60, 120, 300, 600] as const;
const FARTHEST = 28;

/** The chosen value among the usual ones: an address may name another. */
const among = (usual: readonly number[], value: number): number[] => [...new Set([...usual, value])].sort((one, other) => one - other);

/** Which day, what is promised, and what is assumed. */
export function Controls({ found }: { found: Staffing | null }) {
  const t = useText();
  const { day, target, within } = useStore(query);
  return (
    <section aria-label={t.controls}>
      <div class="i-controls">
        <label class="i-field">
          <span>{t.day}</span>
          <input
            class="i-field__input"
            type="date"
            value={day || found?.day}
            min={found?.today}
            max={found ? later(found.today, FARTHEST) : undefined}
            required
            data-testid="day"
            onChange={({ currentTarget: field }) => field.validity.valid && ask({ day: field.value })}
          />
        </label>
        <Select label={t.target} value={String(target)} options={among(TARGETS, target).map((one) => ({ value: String(one), words: t.targetOf(one) }))} testId="target" onChoose={(value) => ask({ target: Number(value) })} />
        <Select label={t.within} value={String(within)} options={among(WITHIN, within).map((one) => ({ value: String(one), words: t.seconds(one) }))} testId="within" onChoose={(value) => ask({ within: Number(value) })} />
      </div>
      <Assumptions found={found} />
    </section>
  );
}

function Assumptions({ found }: { found: Staffing | null }) {
  const t = useText();
  const language = useLanguage();
  const { handling, patience, atOnce, slowdown, away, hours } = useStore(query);
  const minutes = (seconds: number | null | undefined): string => (seconds === null || seconds === undefined ? "" : decimal(seconds / 60, language, 1));
  const { measured, used } = found ?? {};
  return (
    <details class="s-assumed">
      <summary data-testid="assumptions">{t.assumptions}</summary>
      <div class="s-assumed__fields">
        <NumberField label={t.handling} value={handling} usual={minutes(measured?.handling ?? used?.handling)} min={0.5} max={240} step={0.5} testId="handling" onChoose={(value) => ask({ handling: value })} />
        <NumberField label={t.patience} value={patience} usual={minutes(measured?.patience) || "0"} min={0} max={1440} step={0.5} testId="patience" onChoose={(value) => ask({ patience: value })} />
        <NumberField label={t.atOnce} value={atOnce} usual={String(used?.at_once ?? "")} min={1} max={20} step={1} testId="at-once" onChoose={(value) => ask({ atOnce: value })} />
        <NumberField label={t.slowdown} value={slowdown} usual="0" min={0} max={100} step={5} onChoose={(value) => ask({ slowdown: value ?? USUAL.slowdown })} />
        <NumberField label={t.away} value={away} usual="30" min={0} max={80} step={1} testId="away" onChoose={(value) => ask({ away: value ?? USUAL.away })} />
        <label class="i-field s-number">
          <span>{t.hours}</span>
          <input class="i-field__input" value={hours} data-testid="hours" onChange={({ currentTarget: field }) => ask({ hours: lengthsOf(field.value).join(",") || USUAL.hours })} />
        </label>
      </div>
      {measured && used && (
        <p class="i-note">
          {measured.handling === null ? t.assumedHandling(minutes(used.handling)) : t.measuredHandling(minutes(measured.handling), whole(measured.handled, language))}{" "}
          {measured.patience === null ? t.noPatience : t.measuredPatience(minutes(measured.patience), whole(measured.gave_up, language))}
        </p>
      )}
    </details>
  );
}

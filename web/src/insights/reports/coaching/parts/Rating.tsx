import { useState } from "preact/hooks";
import { ApiError } from "../../../../kit/http";
import { useLanguage } from "../../../../kit/i18n";
import { Banner } from "../../../../kit/ui/Banner";
import { Button } from "../../../../kit/ui/Button";
import { rate } from "../state";
import { useText } from "../text";
import type { Criterion, Scorecard } from "../types";

const SCALE = [1, 2, 3, 4, 5] as const;

/** One's own rating: a row of five for each criterion, and a note. */
export function Rating({ card, criteria, onSaved }: { card: Scorecard; criteria: readonly Criterion[]; onSaved: () => void }) {
  const t = useText();
  const before = card.mine ? card.ratings[0] : undefined;
  const [scores, setScores] = useState<Record<string, number>>(before?.scores ?? {});
  const [note, setNote] = useState(before?.note ?? "");
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const choose = (name: string, value: number | null): void => {
    const { [name]: _, ...others } = scores;
    setScores(value === null ? others : { ...others, [name]: value });
  };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setState({ busy: true, problem: null });
    try {
      await rate(card.id, scores, note);
      onSaved();
    } catch (error) {
      setState({ busy: false, problem: (error instanceof ApiError && t.problems[error.code]) || t.unsaved });
    }
  };
  return (
    <form class="c-rating" onSubmit={(event) => void save(event)}>
      {criteria.map((one) => (
        <Row key={one.name} one={one} card={card} value={scores[one.name] ?? null} onChoose={(value) => choose(one.name, value)} />
      ))}
      <label class="i-field">
        <span>{t.note}</span>
        <textarea class="i-field__input c-rating__note" rows={3} maxLength={2000} value={note} data-testid="rating-note" onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      {state.problem && <Banner tone="danger">{state.problem}</Banner>}
      <Button type="submit" look="primary" busy={state.busy} disabled={Object.keys(scores).length === 0} data-testid="rating-save">
        {t.save}
      </Button>
    </form>
  );
}

function Row({ one, card, value, onChoose }: { one: Criterion; card: Scorecard; value: number | null; onChoose: (value: number | null) => void }) {
  const t = useText();
  const label = one.label[useLanguage()];
  const name = `${card.id}-${one.name}`;
  return (
    <fieldset class="c-rating__row">
      <legend>
        <span class="c-rating__dimension">{t.dimensions[one.dimension]}</span>
        {label}
      </legend>
      <div class="c-rating__scale">
        {SCALE.map((step) => (
          <label key={step} class="c-rating__step">
            <input class="visually-hidden" type="radio" name={name} checked={value === step} aria-label={t.score(label, step)} data-testid={`score-${one.name}-${step}`} onChange={() => onChoose(step)} />
            <span aria-hidden="true">{step}</span>
          </label>
        ))}
        <label class="c-rating__step c-rating__step--none">
          <input class="visually-hidden" type="radio" name={name} checked={value === null} onChange={() => onChoose(null)} />
          <span>{t.notApplicable}</span>
        </label>
      </div>
    </fieldset>
  );
}

import { currencies, money, totals } from "../../../kit/form/money";
import { filledItems } from "../../../kit/form/rules";
import type { MoneyItem } from "../../../kit/api/forms";
import { PLUS } from "../../../kit/icons";
import { useLanguage, useTexts } from "../../../kit/i18n";
import { Button } from "../../../kit/ui/Button";
import { texts } from "../texts";
import type { FieldProps } from "./frame";
import { MoneyRow } from "./MoneyRow";
import "./money.css";

const MOST = 10;

/** Things paid for, one row each, with a running sum for every currency. */
export function MoneyField({ field, id, value, draft, describedBy, invalid }: FieldProps<MoneyItem[]>) {
  const text = useTexts(texts).money;
  const language = useLanguage();
  const blank = (currency = currencies(language)[0]!): MoneyItem => ({ what: "", amount: "", currency, date: "", file_id: null });
  const items = value && value.length > 0 ? value : [blank()];
  const sums = totals(items);

  const change = (at: number, changes: Partial<MoneyItem>): void => {
    // A receipt may arrive after the row was edited again: build on what is there now.
    const now = (draft.state.value.values[field.key] as MoneyItem[] | undefined) ?? [];
    const base = now.length > 0 ? now : items;
    draft.set(field.key, base.map((item, index) => (index === at ? { ...item, ...changes } : item)));
  };
  const remove = (at: number): void => {
    const fileId = items[at]?.file_id;
    if (fileId) draft.uploads.remove(fileId);
    draft.set(field.key, items.filter((_, index) => index !== at));
  };

  return (
    <div
      class="f-money"
      onFocusOut={(event) => {
        // Moving on within the list is not leaving it: a row is filled in from left to right.
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) draft.leave(field.key);
      }}
    >
      <ol class="f-money__items">
        {items.map((item, at) => (
          <MoneyRow
            key={at}
            field={field}
            item={item}
            at={at}
            id={id}
            describedBy={describedBy}
            invalid={invalid}
            draft={draft}
            onChange={(changes) => change(at, changes)}
            onRemove={items.length > 1 || filledItems(items).length > 0 ? () => remove(at) : null}
          />
        ))}
      </ol>
      <div class="f-money__foot">
        {items.length < (field.max ?? MOST) && (
          <Button size="sm" icon={PLUS} onClick={() => draft.set(field.key, [...items, blank(items.at(-1)?.currency)])} data-testid="form-money-add">
            {text.add}
          </Button>
        )}
        {sums.length > 0 && (
          <p class="f-money__total" role="status">
            <span class="f-money__word">{text.total}</span>
            {sums.map(({ amount, currency }) => (
              <strong key={currency}>{money(amount, currency, language)}</strong>
            ))}
          </p>
        )}
      </div>
    </div>
  );
}

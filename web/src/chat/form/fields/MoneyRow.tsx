import { currencies, currencyName, hundredths } from "../../../kit/form/money";
import { filledItems } from "../../../kit/form/rules";
import type { FormField, MoneyItem } from "../../../kit/api/forms";
import { TRASH } from "../../../kit/icons";
import { useLanguage, useTexts } from "../../../kit/i18n";
import { IconButton } from "../../../kit/ui/IconButton";
import type { FormDraft } from "../draft";
import { texts } from "../texts";
import { earliestDay } from "./days";
import { Receipt } from "./Receipt";
import "./money.css";

/** Which parts of a row the server could not do with. */
function lackingIn(item: MoneyItem): (keyof MoneyItem)[] {
  if (filledItems([item]).length === 0) return [];
  return (["what", "amount", "date"] as const).filter((part) => (part === "amount" ? hundredths(item.amount) === null : !item[part].trim()));
}

interface MoneyRowProps {
  field: FormField;
  item: MoneyItem;
  at: number;
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  draft: FormDraft;
  onChange: (changes: Partial<MoneyItem>) => void;
  onRemove: (() => void) | null;
}

/** One thing paid for: what, how much, when, and the receipt. */
export function MoneyRow({ field, item, at, id, describedBy, invalid, draft, onChange, onRemove }: MoneyRowProps) {
  const text = useTexts(texts).money;
  const language = useLanguage();
  const wrong = invalid ? lackingIn(item) : [];
  const mark = (part: keyof MoneyItem) => ({ "aria-invalid": wrong.includes(part) || undefined });
  return (
    <li class="f-item" role="group" aria-label={text.item(at + 1)}>
      <label class="f-item__what">
        <span class="f-item__label">{text.what}</span>
        <input {...mark("what")} class="f-input" id={at === 0 ? id : undefined} aria-describedby={describedBy} value={item.what} maxLength={200} onInput={(event) => onChange({ what: event.currentTarget.value })} />
      </label>
      <label class="f-item__amount">
        <span class="f-item__label">{text.amount}</span>
        <input {...mark("amount")} class="f-input f-input--amount" inputMode="decimal" autocomplete="off" value={item.amount} placeholder="0.00" onInput={(event) => onChange({ amount: event.currentTarget.value })} />
      </label>
      <label class="f-item__currency">
        <span class="f-item__label">{text.currency}</span>
        <select class="f-input f-input--select" value={item.currency} onChange={(event) => onChange({ currency: event.currentTarget.value })}>
          {[...new Set([...currencies(language), item.currency])].filter(Boolean).map((code) => (
            <option key={code} value={code} selected={code === item.currency}>
              {code} {currencyName(code, language)}
            </option>
          ))}
        </select>
      </label>
      <label class="f-item__date">
        <span class="f-item__label">{text.date}</span>
        <input {...mark("date")} type="date" class="f-input f-input--date" value={item.date} max={earliestDay(field.future_days ?? 0)} onInput={(event) => onChange({ date: event.currentTarget.value })} />
      </label>
      <div class="f-item__foot">
        <Receipt slot={`${field.key}.${at}`} fileId={item.file_id} pdf={field.pdf === true} draft={draft} onChange={(file_id) => onChange({ file_id })} />
        {onRemove && <IconButton class="f-item__remove" icon={TRASH} size={18} label={text.remove(at + 1)} onClick={onRemove} />}
      </div>
    </li>
  );
}


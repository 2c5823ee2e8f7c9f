/** A form's answers as a reader would say them. */
import { defineTexts } from "../i18n";
import { calendarDay } from "../time";
import type { FieldType, FieldValue, FormField, MoneyItem } from "../api/forms";
import type { Language } from "../api/types";
import { hundredths, money, totals } from "./money";

const texts = defineTexts({
  zh: { yes: "是", files: (count: number) => `${count} 张`, total: "合计", receipt: "已附票据" },
  en: { yes: "Yes", files: (count: number) => (count === 1 ? "1 photo" : `${count} photos`), total: "Total", receipt: "with receipt" },
});

/** Written in capitals, however they were typed. */
const CODES: FieldType[] = ["flight", "airport", "locator", "file_reference"];

const labelOf = (field: FormField, value: string): string => field.options?.find((option) => option.value === value)?.label ?? value;

export function itemWords(item: MoneyItem, language: Language): string {
  const amount = hundredths(item.amount);
  const sum = amount === null ? item.amount : money(amount, item.currency, language);
  const day = item.date && calendarDay(item.date, language);
  return [item.what, sum, day, item.file_id && texts[language].receipt].filter(Boolean).join(" · ");
}

function itemsWords(items: MoneyItem[], language: Language): string[] {
  const sums = totals(items).map(({ amount, currency }) => money(amount, currency, language));
  return [...items.map((item) => itemWords(item, language)), `${texts[language].total} ${sums.join(" + ")}`];
}

/** The lines of one answer; none when nothing was answered. */
export function answerWords(field: FormField, value: FieldValue | undefined, language: Language): string[] {
  if (value === null || value === undefined || value === "" || value === false) return [];
  if (value === true) return [texts[language].yes];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    if (field.type === "photos") return [texts[language].files(value.length)];
    if (field.type === "money_items") return itemsWords(value as MoneyItem[], language);
    return [(value as string[]).map((one) => labelOf(field, one)).join(language === "zh" ? "、" : ", ")];
  }
  if (CODES.includes(field.type)) return [value.toUpperCase()];
  if (field.type === "date") return [calendarDay(value, language)];
  if (field.type === "code") return [value.replace(/\d/g, "•")];
  return labelOf(field, value).split("\n");
}

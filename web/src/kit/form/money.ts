/** Sums of money as exact decimals: cents are counted as whole numbers, never as fractions of a float. */
import type { MoneyItem } from "../api/forms";
import type { Language } from "../api/types";

/** Those that travellers pay in most; the reader's own come first. */
const COMMON = ["USD", "EUR", "GBP", "JPY", "HKD", "KRW", "SGD", "THB", "AUD", "CAD", "CHF", "MOP", "TWD", "MYR", "IDR", "VND", "PHP", "INR", "AED", "TRY", "NZD", "SEK", "NOK", "DKK", "RUB", "BRL", "MXN", "ZAR"];
const HOME: Record<Language, string[]> = { zh: ["CNY", "HKD", "USD", "EUR"], en: ["USD", "EUR", "GBP", "CNY"] };
const LOCALE: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };

export const currencies = (language: Language): string[] => [...new Set([...HOME[language], ...COMMON, "CNY"])];

export function currencyName(code: string, language: Language): string {
  return new Intl.DisplayNames(LOCALE[language], { type: "currency" }).of(code) ?? code;
}

/** Hundredths of a typed amount ("1,299.5" → 129950n); null when it is not one. Full-width digits count, too. */
export function hundredths(typed: string): bigint | null {
  const plain = typed.normalize("NFKC").replace(/[\s,]/g, "");
  const parts = /^(\d{1,9})(?:\.(\d{0,2}))?$/.exec(plain);
  return parts ? BigInt(parts[1]! + (parts[2] ?? "").padEnd(2, "0")) : null;
}

/** "1299.50" as a reader writes it: "CN¥1,299.50". A currency nobody knows is shown by its code. */
export function money(amount: bigint, currency: string, language: Language): string {
  const decimal = `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`;
  try {
    // Intl reads a decimal string without going through a float.
    const format = new Intl.NumberFormat(LOCALE[language], { style: "currency", currency, minimumFractionDigits: amount % 100n === 0n ? 0 : 2 });
    return format.format(decimal as Intl.StringNumericLiteral);
  } catch {
    return `${currency} ${decimal}`;
  }
}

/** One sum for each currency, in the order they first appear; rows without a readable amount do not count. */
export function totals(items: MoneyItem[]): { currency: string; amount: bigint }[] {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of items) {
    const value = hundredths(amount);
    if (value !== null && currency) sums.set(currency, (sums.get(currency) ?? 0n) + value);
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

import { expect, test } from "vitest";
import { currencies, hundredths, money, totals } from "./money";

const item = (amount: string, currency: string) => ({ what: "x", amount, currency, date: "", file_id: null });

test("amounts are read as people type them", () => {
  expect(hundredths("45")).toBe(4500n);
  expect(hundredths(" 1,299.5 ")).toBe(129_950n);
  expect(hundredths("１２．３０")).toBe(1230n);
  expect(["", "-3", "1.234", "about 5", "1e3"].map(hundredths)).toEqual([null, null, null, null, null]);
});

test("every currency has a sum of its own, exact to the cent", () => {
  const items = [item("0.10", "EUR"), item("0.20", "EUR"), item("300", "CNY"), item("?", "CNY")];

  expect(totals(items)).toEqual([
    { currency: "EUR", amount: 30n },
    { currency: "CNY", amount: 30_000n },
  ]);
});

test("money is written the way its reader writes it", () => {
  expect(money(129_950n, "EUR", "en")).toBe("€1,299.50");
  expect(money(30_000n, "CNY", "zh")).toBe("¥300");
  expect(money(500n, "??", "en")).toBe("?? 5.00");
});

test("the reader's own currencies come first, each once", () => {
  expect(currencies("zh")[0]).toBe("CNY");
  expect(new Set(currencies("en")).size).toBe(currencies("en").length);
});

import { render } from "preact-render-to-string";
import { beforeEach, expect, it } from "vitest";
import { language } from "../../../../kit/i18n";
import type { Themes } from "../types";
import { ThemeList } from "./ThemeList";

const found: Themes = {
  themes: [{ n: 8, share: { value: 0.5, low: 0.28, high: 0.72, n: 16 }, languages: { zh: 3, en: 5 }, score: 1.5, examples: [{ text: "<b>等了很久</b>", language: "zh", score: 1 }] }],
  read: 16,
  rest: 8,
};

beforeEach(() => language.set("zh"));

it("tells how often a theme was written about, in which languages, and what is in none", () => {
  const page = render(<ThemeList found={found} />);

  for (const words of ["8 条", "50%", "中文 3 · 英文 5", "平均 1.5 分", "其余 8 条"]) expect(page).toContain(words);
});

it("shows what customers wrote as they wrote it, never as markup", () => {
  expect(render(<ThemeList found={found} />)).toContain("&lt;b>等了很久&lt;/b>");
});

import { render } from "preact-render-to-string";
import { beforeEach, expect, it } from "vitest";
import { language } from "../../kit/i18n";
import type { Schemas } from "../../kit/api/narrow";
import { ThemeList } from "./ThemeList";

const found: Schemas["ThemesOut"] = {
  themes: [{ n: 8, share: { value: 0.5, low: 0.28, high: 0.72, n: 16 }, languages: { zh: 3, en: 5 }, score: 1.5, examples: [{ text: "<b>等了很久</b>", language: "zh", score: 1 }] }],
  read: 16,
  rest: 8,
};

const list = <ThemeList found={found} times={(n) => `${n} 条`} rest={(rest, read) => `读了 ${read} 条，其余 ${rest} 条`} />;

beforeEach(() => language.set("zh"));

it("tells how often a theme was written about, in which languages, and what is in none", () => {
  const page = render(list);

  for (const words of ["8 条", "50%", "中文 3 · 英文 5", "平均 1.5 分", "其余 8 条"]) expect(page).toContain(words);
});

it("shows what customers wrote as they wrote it, never as markup", () => {
  expect(render(list)).toContain("&lt;b>等了很久&lt;/b>");
});

/** What the website's script tag asks for. */

export type Language = "zh" | "en";

export interface Settings {
  site: string;
  /** Where this script came from: the only origin the widget talks with. */
  origin: string;
  language: Language;
  position: "left" | "right";
  color: string | null;
  title: string;
  titleZh: string;
}

export const isLanguage = (value: unknown): value is Language => value === "zh" || value === "en";

function languageOf(wish: string | undefined): Language {
  const tags = [wish ?? "", document.documentElement.lang, ...navigator.languages];
  return tags.map((tag) => tag.toLowerCase().slice(0, 2)).find(isLanguage) ?? "en";
}

export function readSettings(script: HTMLScriptElement): Settings {
  const { site, lang, position, color, title, titleZh } = script.dataset;
  return {
    site: site ?? "demo",
    origin: new URL(script.src).origin,
    language: languageOf(lang),
    position: position === "left" ? "left" : "right",
    color: color && /^#[0-9a-f]{6}$/i.test(color) ? color : null,
    title: title ?? "",
    titleZh: titleZh ?? "",
  };
}

export function chatAddress({ origin, site, language, color, title, titleZh }: Settings): string {
  const url = new URL("/chat", origin);
  const query = { site, lang: language, color: color ?? "", title, title_zh: titleZh };
  for (const [key, value] of Object.entries(query)) if (value) url.searchParams.set(key, value);
  return url.href;
}

/** What the embedding page asked for, read from this page's address. */
import type { Language } from "../kit/api/types";

export interface Options {
  site: string;
  /** The language of the embedding page. */
  lang: string | null;
  color: string | null;
  title: Partial<Record<Language, string>>;
  /** Whether new messages ring until the visitor has chosen. */
  alerts: boolean;
  embedded: boolean;
}

const COLOR = /^#[0-9a-f]{6}$/i;

export function readOptions(search = location.search): Options {
  const query = new URLSearchParams(search);
  const color = query.get("color");
  const title = query.get("title")?.slice(0, 60) || undefined;
  return {
    site: query.get("site") || "demo",
    lang: query.get("lang"),
    color: color && COLOR.test(color) ? color : null,
    title: { zh: query.get("title_zh")?.slice(0, 60) || title, en: title },
    alerts: query.get("alerts") === "on",
    embedded: window.parent !== window,
  };
}

/** Relative luminance of a #rrggbb colour (WCAG 2.2). */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Take over the site's colour, with black or white on it, whichever reads better. */
export function applyColor(color: string, root = document.documentElement): void {
  const light = luminance(color);
  const onColor = 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#10181a";
  root.dataset["brand"] = "";
  root.style.setProperty("--brand", color);
  root.style.setProperty("--on-brand", onColor);
}

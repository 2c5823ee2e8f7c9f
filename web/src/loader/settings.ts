/** What the website's script tag asks for. */

export type Language = "zh" | "en";

/** Where launcher and panel are: a corner, how far from it, and above what. */
export interface Place {
  position: "left" | "right";
  offsetX: number;
  offsetY: number;
  zIndex: number;
}

export interface Settings extends Place {
  site: string;
  /** Where this script came from: the only origin the widget talks with. */
  origin: string;
  language: Language;
  color: string | null;
  title: string;
  titleZh: string;
  /** Whether an open panel is open again on the next page. */
  stayOpen: boolean;
  /** Whether new messages ring until the visitor has chosen. */
  alerts: boolean;
}

const HOME: Place = { position: "right", offsetX: 20, offsetY: 20, zIndex: 2147483000 };
/** A launcher that is further away than this is nowhere to be seen. */
const FARTHEST = 600;

function within(value: unknown, otherwise: number, most: number): number {
  const wish = typeof value === "number" ? value : parseInt(String(value ?? ""), 10);
  return Number.isFinite(wish) ? Math.min(Math.max(Math.round(wish), 0), most) : otherwise;
}

/** What a page asks for, as far as it can be had; else it stays as it is. */
export function placeOf(wish: Partial<Record<keyof Place, unknown>>, now: Place = HOME): Place {
  return {
    position: wish.position === "left" || wish.position === "right" ? wish.position : now.position,
    offsetX: within(wish.offsetX, now.offsetX, FARTHEST),
    offsetY: within(wish.offsetY, now.offsetY, FARTHEST),
    zIndex: within(wish.zIndex, now.zIndex, 2147483647),
  };
}

export const isLanguage = (value: unknown): value is Language => value === "zh" || value === "en";

function languageOf(wish: string | undefined): Language {
  const tags = [wish ?? "", document.documentElement.lang, ...navigator.languages];
  return tags.map((tag) => tag.toLowerCase().slice(0, 2)).find(isLanguage) ?? "en";
}

export function readSettings(script: HTMLScriptElement): Settings {
  const { site, lang, color, title, titleZh, stayOpen, alerts } = script.dataset;
  return {
    site: site ?? "demo",
    origin: new URL(script.src).origin,
    language: languageOf(lang),
    ...placeOf(script.dataset),
    color: color && /^#[0-9a-f]{6}$/i.test(color) ? color : null,
    title: title ?? "",
    titleZh: titleZh ?? "",
    // As HTML has it, the bare attribute is a yes.
    stayOpen: stayOpen !== undefined && stayOpen !== "false",
    alerts: alerts === "on",
  };
}

export function chatAddress({ origin, site, language, color, title, titleZh, alerts }: Settings): string {
  const url = new URL("/chat", origin);
  const query = { site, lang: language, color: color ?? "", title, title_zh: titleZh, alerts: alerts ? "on" : "" };
  for (const [key, value] of Object.entries(query)) if (value) url.searchParams.set(key, value);
  return url.href;
}

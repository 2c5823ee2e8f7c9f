/** Texts in Chinese and English: a dictionary that lacks one of them does not compile. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { lasting } from "./storage";
import { Store, useStore } from "./store";
import type { Language } from "./api/types";

export type Texts<T> = Record<Language, T>;

/** Declare a dictionary. Chinese sets the shape, English must match it key for key. */
export function defineTexts<T extends object>(texts: { zh: T; en: NoInfer<T> }): Texts<T> {
  return texts;
}

const LANGUAGE_KEY = "serviceloop.language";

const isLanguage = (value: unknown): value is Language => value === "zh" || value === "en";

const remembered = (): Language | null => {
  const value = lasting.get<unknown>(LANGUAGE_KEY);
  return isLanguage(value) ? value : null;
};

/** The first of: an explicit wish, the reader's last choice, the browser's list; English if none of them is ours. */
export function chooseLanguage(wish: string | null, browser: readonly string[] = navigator.languages): Language {
  if (isLanguage(wish)) return wish;
  const preferred = browser.map((tag) => tag.toLowerCase().slice(0, 2)).find(isLanguage);
  return remembered() ?? preferred ?? "en";
}

export const language = new Store<Language>("en");

/** Use a language from now on, for texts and for the page's own lang attribute. */
export function setLanguage(next: Language, { remember = true } = {}): void {
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
  language.set(next);
  if (remember) lasting.set(LANGUAGE_KEY, next);
}

/** Another language than the page's for a part of it: what a customer reads, shown to an agent. */
export const Spoken = createContext<Language | null>(null);

export function useLanguage(): Language {
  const page = useStore(language);
  return useContext(Spoken) ?? page;
}

/** The texts in the language of the moment; the component renders again when it changes. */
export function useTexts<T>(texts: Texts<T>): T {
  return texts[useLanguage()];
}

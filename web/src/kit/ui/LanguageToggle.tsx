import { setLanguage, useLanguage } from "../i18n";
import type { Language } from "../api/types";
import "./language-toggle.css";

interface LanguageToggleProps {
  /** Name of the group for screen readers: "Language", "语言". */
  label: string;
  /** What a choice does; without it the page itself changes language. */
  onChoose?: (language: Language) => void;
}

const OPTIONS: { language: Language; short: string; name: string; lang: string }[] = [
  { language: "zh", short: "中", name: "中文", lang: "zh-CN" },
  { language: "en", short: "EN", name: "English", lang: "en" },
];

/** 中 | EN. Each language is named in itself. */
export function LanguageToggle({ label, onChoose = setLanguage }: LanguageToggleProps) {
  const current = useLanguage();
  return (
    <div class="k-languages" role="group" aria-label={label}>
      {OPTIONS.map(({ language, short, name, lang }) => (
        <button type="button" class="k-languages__option" lang={lang} title={name} aria-label={name} aria-pressed={language === current} data-testid={`language-${language}`} onClick={() => onChoose(language)}>
          {short}
        </button>
      ))}
    </div>
  );
}

import { setLanguage, useLanguage } from "../../kit/i18n";
import { useText } from "../text";
import "./segments.css";

/** Each language is named in itself, so that its reader finds it. */
const NAMES = { zh: "中文", en: "English" } as const;

export function LanguageSwitch() {
  const t = useText();
  const current = useLanguage();
  return (
    <div class="d-segments" role="group" aria-label={t.signIn.language}>
      {(["zh", "en"] as const).map((language) => (
        <button type="button" class="d-segments__one" lang={language === "zh" ? "zh-CN" : "en"} aria-pressed={current === language} data-testid={`language-${language}`} onClick={() => setLanguage(language)}>
          {NAMES[language]}
        </button>
      ))}
    </div>
  );
}

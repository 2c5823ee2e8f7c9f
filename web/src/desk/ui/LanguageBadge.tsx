import type { Language } from "../../kit/api/types";
import { useText } from "../text";
import "./chips.css";

export function LanguageBadge({ language }: { language: Language }) {
  const t = useText();
  const label = t.header.speaks(t.language[language]);
  return (
    <span class="d-badge" title={label} role="img" aria-label={label}>
      {t.language.short[language]}
    </span>
  );
}

import { useLanguage } from "../../../kit/i18n";
import type { Decision } from "../../../kit/api/types";
import { useText } from "./text";

/** What was decided, in a few words: the intent by its name, or the kind with what it names. */
export function Meaning({ decision }: { decision: Decision }) {
  const t = useText().improve;
  const language = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  const name = decision.title[language] ?? decision.title[other];
  if ((decision.kind === "intent" || decision.kind === "facet") && decision.label) return <>{decision.label[language]}</>;
  return <>{name ? `${t.kind[decision.kind]} · ${name}` : t.kind[decision.kind]}</>;
}

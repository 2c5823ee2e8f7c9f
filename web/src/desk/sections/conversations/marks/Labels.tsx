import { useLanguage } from "../../../../kit/i18n";
import { markLabel } from "../../../text/catalogue";
import "./labels.css";

/** What a conversation is marked with, in a row of the list. */
export function Labels({ names }: { names: readonly string[] }) {
  const language = useLanguage();
  if (names.length === 0) return null;
  return (
    <span class="d-labels">
      {names.map((name) => (
        <span key={name} class="d-label">
          {markLabel(name, language)}
        </span>
      ))}
    </span>
  );
}

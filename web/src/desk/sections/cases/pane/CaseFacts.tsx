import { useLanguage } from "../../../../kit/i18n";
import { useText } from "../text";
import type { CaseFact } from "../../../../kit/api/types";

/** What was reported, line by line, as the customer gave it. */
export function CaseFacts({ facts }: { facts: CaseFact[] }) {
  const t = useText();
  const language = useLanguage();
  return (
    <section class="d-card">
      <h2 class="d-case__title">{t.cases.details}</h2>
      {facts.length === 0 && <p class="d-section__nothing">{t.cases.noDetails}</p>}
      <dl class="d-facts-table" data-testid="case-facts">
        {facts.map(({ label, value }) => (
          <div>
            <dt>{label[language]}</dt>
            <dd>{typeof value === "string" ? value : value[language]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

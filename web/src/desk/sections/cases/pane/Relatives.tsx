import { useLanguage } from "../../../../kit/i18n";
import { hrefFor } from "../../../state/route";
import { selectCase } from "../state/select";
import { useText } from "../text";
import type { Relative } from "../../../../kit/api/types";
import { CaseIcon } from "../marks/CaseIcon";
import { CaseStatus } from "../marks/CaseStatus";
import "../marks/case-link.css";

/** One case in a few words, as a link to it: beside another case, or beside a conversation. */
export function CaseLink({ one, hint }: { one: Relative; hint?: string }) {
  const language = useLanguage();
  return (
    <a
      class="d-case-link"
      href={hrefFor({ section: "cases", id: one.reference })}
      data-testid="case-link"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        selectCase(one.reference);
      }}
    >
      <CaseIcon kind={one.kind} size={30} />
      <span class="d-case-link__words">
        {hint && <span class="d-case-link__hint">{hint}</span>}
        <span class="d-case-link__title">{one.title[language]}</span>
        <span class="d-case-link__foot">
          <span class="d-code">{one.reference}</span>
          <CaseStatus status={one.status} />
        </span>
      </span>
    </a>
  );
}

/** The report a claim belongs to, and the claims that followed a report. */
export function Relatives({ parent, others }: { parent: Relative | null; others: Relative[] }) {
  const t = useText();
  if (!parent && others.length === 0) return null;
  return (
    <section class="d-card">
      <h2 class="d-case__title">{t.cases.related}</h2>
      {parent && <CaseLink one={parent} hint={t.cases.parent} />}
      {others.map((one) => (
        <CaseLink key={one.reference} one={one} hint={t.cases.child} />
      ))}
    </section>
  );
}

import { useLanguage } from "../../../../kit/i18n";
import { CHAT } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { CaseDetail, CaseSummary, Language } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { summaries } from "../../conversations/state/list";
import { texts, useText } from "../text";
import { caseStatus } from "../../../text/catalogue";

/** The language that the customer reads, where the desk knows it. */
export function useCustomerLanguage(one: CaseSummary): Language | null {
  const known = useStore(summaries)[one.conversation_id];
  return known?.language ?? null;
}

/** What the customer is told, in their language: the gist, and the note word for word. */
export function MovePreview({ detail, to, note }: { detail: CaseDetail; to: string; note: string }) {
  const t = useText();
  const own = useLanguage();
  const language = useCustomerLanguage(detail.case) ?? own;
  const label = detail.status_labels[to]?.[language] ?? caseStatus(to, language);
  return (
    <section class="d-preview" aria-live="polite">
      <h3>
        <Icon path={CHAT} size={15} />
        {t.cases.willNotify}
      </h3>
      <div class="d-preview__words" lang={language === "zh" ? "zh-CN" : "en"} data-testid="move-preview">
        <p class="d-preview__title">
          {detail.case.title[language]} <span class="d-code">{detail.case.reference}</span>
        </p>
        <p>{texts[language].cases.reads(label)}</p>
        {note.trim() && <p class="d-preview__note">{note.trim()}</p>}
      </div>
    </section>
  );
}

import { useLanguage } from "../../../../kit/i18n";
import { CHAT } from "../../../../kit/icons";
import { fullTime } from "../../../../kit/time";
import { Button } from "../../../../kit/ui/Button";
import { select } from "../../conversations/state/select";
import { useText } from "../text";
import { caseKind } from "../../../text/catalogue";
import { customerName } from "../../../text/names";
import { shortDateTime } from "../../../text/times";
import type { OpenCase } from "../../../../kit/api/types";
import { CustomerAvatar } from "../../../ui/CustomerAvatar";
import { LanguageBadge } from "../../../ui/LanguageBadge";
import { useCustomerLanguage } from "./MovePreview";

function Time({ iso }: { iso: string }) {
  const language = useLanguage();
  return (
    <time dateTime={iso} title={fullTime(iso, language)}>
      {shortDateTime(iso, language)}
    </time>
  );
}

/** Whose case it is, and the way to what was said about it. */
export function CustomerCard({ one }: { one: OpenCase }) {
  const t = useText();
  const language = useLanguage();
  const reads = useCustomerLanguage(one);
  return (
    <section class="d-card">
      <h2 class="visually-hidden">{t.cases.customer}</h2>
      <div class="d-case__customer">
        <CustomerAvatar summary={one} size={36} />
        <div>
          <strong>{customerName(one)}</strong>
          <span>{caseKind(one.kind, language)}</span>
        </div>
        {reads && <LanguageBadge language={reads} />}
      </div>
      <Button size="sm" icon={CHAT} class="d-case__talk" data-testid="open-conversation" onClick={() => select(one.conversation_id)}>
        {t.cases.openConversation}
      </Button>
      <dl class="d-pairs">
        <dt>{t.cases.opened}</dt>
        <dd>
          <Time iso={one.opened_at} />
        </dd>
        <dt>{t.cases.updated}</dt>
        <dd>
          <Time iso={one.updated_at} />
        </dd>
        {one.due_at && (
          <>
            <dt>{t.cases.due}</dt>
            <dd>
              <Time iso={one.due_at} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

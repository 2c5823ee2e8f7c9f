import { useLanguage } from "../../../../kit/i18n";
import type { ConversationDetail } from "../../../../kit/api/types";
import { select } from "../state/select";
import { useText } from "../text";
import { topicLabel } from "../../../text/catalogue";
import { shortCode } from "../../../text/names";
import { dateOnly } from "../../../text/times";
import { StatusChip } from "../../../ui/StatusChip";
import { Fold, Nothing } from "./Fold";

/** The customer's earlier conversations; a click opens one. */
export function PreviousFold({ previous }: { previous: ConversationDetail["previous"] }) {
  const t = useText();
  const language = useLanguage();
  return (
    <Fold name="previous" title={t.sidebar.previous} count={previous.length} testId="previous">
      {previous.length === 0 && <Nothing>{t.sidebar.noPrevious}</Nothing>}
      <ul>
        {previous.map((one) => (
          <li key={one.id}>
            <button type="button" class="d-previous" onClick={() => select(one.id)}>
              <span class="d-previous__topic">{one.topic ? topicLabel(one.topic, language) : `·${shortCode(one.id)}`}</span>
              <StatusChip status={one.status} />
              <time dateTime={one.created_at}>{dateOnly(one.created_at, language)}</time>
            </button>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

import { useLanguage } from "../../../kit/i18n";
import { FILE, PLANE, TAG } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { Icon } from "../../../kit/ui/Icon";
import { linesOf } from "./logic";
import { hrefFor } from "../../state/route";
import { minutes } from "../../state/clock";
import { edits } from "./state";
import { selectQuarantined } from "./select";
import { feedIcon, feedLabel } from "../../text/catalogue";
import { useText } from "./text";
import { shortAge } from "../../text/times";
import type { QuarantinedMessage } from "../../../kit/api/types";

/** Pictures by the names that the catalogue uses. */
const PICTURES: Record<string, string> = { plane: PLANE, tag: TAG };

interface RowProps {
  message: QuarantinedMessage;
  current: boolean;
  tabStop: boolean;
}

/** One message: its type, why it is here, and how it begins. */
export function QuarantineRow({ message, current, tabStop }: RowProps) {
  const t = useText().quarantine;
  const language = useLanguage();
  const feed = feedLabel(message.feed, language);
  const now = useStore(minutes);
  const edited = useStore(edits)[message.id] !== undefined;
  return (
    <li>
      <a
        class="d-row"
        href={hrefFor({ section: "quarantine", id: message.id })}
        tabIndex={tabStop ? 0 : -1}
        aria-current={current ? "true" : undefined}
        data-testid="quarantine-row"
        data-id={message.id}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          selectQuarantined(message.id);
        }}
      >
        <span class={`d-feed d-feed--${message.feed}`} title={feed}>
          <Icon path={PICTURES[feedIcon(message.feed) ?? ""] ?? FILE} size={18} label={feed} />
        </span>
        <span class="d-row__top">
          <span class="d-row__name">{message.type ?? t.unknownType}</span>
          {edited && <span class="d-status d-status--warn">{t.edited}</span>}
          <span class="d-row__when">{shortAge(now - Date.parse(message.received_at), language)}</span>
        </span>
        <span class="d-row__words" lang="en">
          {message.reason ?? t.noReason}
        </span>
        <span class="d-row__foot d-code d-quarantine__begin" lang="en">
          {linesOf(message.raw).slice(0, 3).join(" ")}
        </span>
      </a>
    </li>
  );
}

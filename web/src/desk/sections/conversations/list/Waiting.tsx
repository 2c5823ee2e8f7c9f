import { useLanguage } from "../../../../kit/i18n";
import { CLOCK } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Icon } from "../../../../kit/ui/Icon";
import { seconds } from "../../../state/clock";
import { useText } from "../text";
import { waitingTime } from "../../../text/times";

/** From when on a wait is shown as long, and as too long. */
const LONG_MS = 5 * 60_000;
const TOO_LONG_MS = 15 * 60_000;

function urgency(milliseconds: number): string {
  if (milliseconds >= TOO_LONG_MS) return "d-waiting--late";
  return milliseconds >= LONG_MS ? "d-waiting--long" : "";
}

/** How long the customer has been waiting for a person, second by second. */
export function Waiting({ since }: { since: string }) {
  const t = useText();
  const language = useLanguage();
  const waited = useStore(seconds) - Date.parse(since);
  return (
    <span class={`d-waiting ${urgency(waited)}`} title={t.list.waiting(waitingTime(waited, language))}>
      <Icon path={CLOCK} size={13} />
      <span class="visually-hidden">{t.list.waitingTitle} </span>
      {waitingTime(waited, language)}
    </span>
  );
}

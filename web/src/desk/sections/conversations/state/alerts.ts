/** Which change of a conversation an agent must not miss. */
import type { Summary } from "../../../../kit/api/types";
import { alertAgent } from "../../../state/alerts";
import { me } from "../../../state/session";
import { customerName } from "../../../text/names";
import { text } from "../text";
import { select } from "./select";
import { selected } from "./threads";

/** The priority of a conversation in which somebody may be in danger. */
const URGENT = 3;

/** What must not be missed: somebody is in danger, whoever has them; somebody waits in the queue, work was passed to me, my
 * customer wrote. */
function occasion(before: Summary | undefined, after: Summary): string | null {
  const t = text().alert;
  const own = me().id;
  const mine = after.status === "assigned" && after.assignee?.id === own;
  if (after.priority >= URGENT && (before?.priority ?? 0) < URGENT && after.status !== "resolved") return t.emergency;
  if (after.status === "queued" && before?.status !== "queued") return before?.assignee?.id === own ? null : t.queued;
  // Whoever takes a conversation has it open; one that arrives unopened was passed on by a colleague.
  if (mine && before && before.assignee?.id !== own) return selected.value === after.id ? null : t.transferred;
  const wrote = after.last_message?.author === "visitor" && before !== undefined && after.last_seq > before.last_seq;
  const inView = selected.value === after.id && document.hasFocus();
  return mine && wrote && !inView ? t.message(customerName(after)) : null;
}

/** Called for each live change, before it is taken in. */
export function alertChange(before: Summary | undefined, after: Summary): void {
  const title = occasion(before, after);
  const body = [customerName(after), after.last_message?.body].filter(Boolean).join(": ");
  if (title) alertAgent({ title, body, tag: after.id, onOpen: () => select(after.id) });
}

/** Which change of a conversation an agent must not miss. */
import type { Summary } from "../../../../kit/api/types";
import { leads } from "../../../logic/roles";
import { alertAgent } from "../../../state/alerts";
import { me } from "../../../state/session";
import { customerName } from "../../../text/names";
import { text } from "../text";
import { select } from "./select";
import { selected } from "./threads";

/** The priority of a conversation in which somebody may be in danger. */
const URGENT = 3;

/** A first word about a conversation tells of a move only if it comes with it. */
const AT_ONCE_MS = 5_000;

/** By which move each conversation was announced last: once for each, whatever else is heard of it. */
const announced = new Map<string, string | null>();

/** Whether it stands differently from before. Of a conversation that was never loaded only its own times can tell. */
function hasMoved(before: Summary | undefined, after: Summary): boolean {
  if (announced.get(after.id) === after.moved_at) return false;
  if (before) return before.moved_at !== after.moved_at;
  return after.moved_at !== null && Date.parse(after.updated_at) - Date.parse(after.moved_at) < AT_ONCE_MS;
}

const inView = (summary: Summary): boolean => selected.value === summary.id && document.hasFocus();

/** It was passed on to me, or its time has come. */
function cameToMe(before: Summary | undefined, after: Summary): string | null {
  const t = text().alert;
  if (inView(after)) return null;
  if (!after.joined) return t.transferred;
  return before?.status === "snoozed" && after.last_message?.author !== "visitor" ? t.woken : null;
}

function onMove(before: Summary | undefined, after: Summary): string | null {
  const own = me().id;
  if (after.status === "queued") return before?.assignee?.id === own && before.status !== "snoozed" ? null : text().alert.queued;
  return after.status === "assigned" && after.assignee?.id === own ? cameToMe(before, after) : null;
}

/** What must not be missed: somebody is in danger, whoever has them; a promise is long broken and I lead; somebody waits in the
 * queue, work came to me, my customer wrote. */
function occasion(before: Summary | undefined, after: Summary): string | null {
  const t = text().alert;
  if (after.priority >= URGENT && (before?.priority ?? 0) < URGENT && after.status !== "resolved") return t.emergency;
  if (after.promise?.state === "escalated" && before !== undefined && before.promise?.state !== "escalated" && leads(me())) return t.escalated;
  const moved = hasMoved(before, after) ? onMove(before, after) : null;
  if (moved) {
    announced.set(after.id, after.moved_at);
    return moved;
  }
  const mine = after.status === "assigned" && after.assignee?.id === me().id;
  const wrote = after.last_message?.author === "visitor" && before !== undefined && after.last_message.created_at !== before.last_message?.created_at;
  return mine && wrote && !inView(after) ? t.message(customerName(after)) : null;
}

/** Called for each live change, before it is taken in. */
export function alertChange(before: Summary | undefined, after: Summary): void {
  const title = occasion(before, after);
  const body = [customerName(after), after.last_message?.body].filter(Boolean).join(": ");
  if (title) alertAgent({ title, body, tag: after.id, onOpen: () => select(after.id) });
}

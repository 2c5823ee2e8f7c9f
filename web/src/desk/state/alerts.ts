/** Sound and desktop notification for what an agent must not miss while looking elsewhere. */
import { Store } from "../../kit/store";
import type { Summary } from "../../kit/types";
import { text } from "../text";
import { customerName } from "../text/names";
import { chime } from "./chime";
import { me } from "./session";
import { select } from "./route";
import { recall, remember } from "./storage";
import { selected } from "./threads";

interface AlertChoices {
  sound: boolean;
  desktop: boolean;
}

export const alerts = new Store<AlertChoices>(recall("alerts", { sound: true, desktop: false }));

export const desktopBlocked = (): boolean => !("Notification" in window) || Notification.permission === "denied";

function choose(choices: Partial<AlertChoices>): void {
  alerts.patch(choices);
  remember("alerts", alerts.value);
}

export function toggleSound(): void {
  choose({ sound: !alerts.value.sound });
  if (alerts.value.sound) chime();
}

/** The browser only asks when somebody clicks, so this is called from a click. */
export async function toggleDesktop(): Promise<void> {
  if (alerts.value.desktop) return choose({ desktop: false });
  if (desktopBlocked()) return;
  choose({ desktop: (await Notification.requestPermission()) === "granted" });
}

function alertAgent(title: string, summary: Summary, body: string): void {
  if (me().status === "offline") return;
  if (alerts.value.sound) chime();
  if (!alerts.value.desktop || desktopBlocked() || document.hasFocus()) return;
  const notification = new Notification(title, { body, tag: summary.id });
  notification.onclick = () => {
    window.focus();
    select(summary.id);
    notification.close();
  };
}

/** What must not be missed: somebody waits in the queue, work was passed to me, my customer wrote. */
function occasion(before: Summary | undefined, after: Summary): string | null {
  const t = text().alert;
  const own = me().id;
  const mine = after.status === "assigned" && after.assignee?.id === own;
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
  if (title) alertAgent(title, after, [customerName(after), after.last_message?.body].filter(Boolean).join(": "));
}

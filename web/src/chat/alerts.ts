/** A sound, and a mark in the page's title, for messages that come while the visitor looks elsewhere: if they wish. */
import { chime } from "../kit/chime";
import { lasting } from "../kit/storage";
import { Store } from "../kit/store";
import type { Message } from "../kit/api/messages";
import { readUpTo } from "./session";

const KEY = "serviceloop.alerts";
/** Time for another tab, where the message can be seen, to say so. */
const SEEN_ELSEWHERE_MS = 300;
const RUNG_MS = 2_000;

export const alerts = new Store<boolean>(lasting.get<boolean>(KEY) ?? false);

/** What the site's owner chose counts until the visitor chooses. */
export function alertByDefault(on: boolean): void {
  if (lasting.get<boolean>(KEY) === null) alerts.set(on);
}

/** Pressed by the visitor, which is also what browsers want before a page may sound. */
export function toggleAlerts(): void {
  alerts.set(!alerts.value);
  lasting.set(KEY, alerts.value);
  if (alerts.value) chime();
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Ring for a message that is not on screen in any tab; of several tabs one rings. */
export async function ring(message: Message): Promise<void> {
  if (!alerts.value) return;
  await pause(SEEN_ELSEWHERE_MS);
  if (readUpTo(message.conversation_id) >= message.seq) return;
  if (!("locks" in navigator)) return chime();
  await navigator.locks.request(`serviceloop.ring.${message.id}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    chime();
    await pause(RUNG_MS);
  });
}

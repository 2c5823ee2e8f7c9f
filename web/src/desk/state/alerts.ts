/** Sound and desktop notification for what an agent must not miss while looking elsewhere. */
import { Store } from "../../kit/store";
import { chime } from "../../kit/chime";
import { me } from "./session";
import { recall, remember } from "./storage";

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

export interface Alert {
  title: string;
  body: string;
  /** A later alert about the same thing takes the place of an earlier one. */
  tag: string;
  onOpen: () => void;
}

export function alertAgent({ title, body, tag, onOpen }: Alert): void {
  if (me().status === "offline") return;
  if (alerts.value.sound) chime();
  if (!alerts.value.desktop || desktopBlocked() || document.hasFocus()) return;
  const notification = new Notification(title, { body, tag });
  notification.onclick = () => {
    window.focus();
    onOpen();
    notification.close();
  };
}

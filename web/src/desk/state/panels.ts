/** What is open on the screen besides the conversation. */
import { Store } from "../../kit/store";
import type { DraftKind } from "./drafts";
import { recall, remember } from "./storage";

interface Panels {
  /** The right pane where there is room for it. */
  sidebar: boolean;
  /** The same pane as a drawer, on narrower screens; it never opens by itself. */
  drawer: boolean;
  palette: boolean;
  shortcuts: boolean;
  /** The agent's own ratings. */
  ratings: boolean;
  /** How they were rated by those who lead. */
  coaching: boolean;
  /** The name of the menu that is open. */
  menu: string | null;
  mode: DraftKind;
}

export const panels = new Store<Panels>({
  sidebar: recall("sidebar", true),
  drawer: false,
  palette: false,
  shortcuts: false,
  ratings: false,
  coaching: false,
  menu: null,
  mode: "reply",
});

const wide = () => window.matchMedia("(min-width: 1101px)").matches;

export function toggleDetails(): void {
  if (!wide()) return panels.patch({ drawer: !panels.value.drawer });
  panels.patch({ sidebar: !panels.value.sidebar });
  remember("sidebar", panels.value.sidebar);
}

export const openMenu = (menu: Panels["menu"]): void => panels.patch({ menu });

/** Counts requests to write, so that the composer takes the focus each time. */
export const writeRequests = new Store(0);

export function startWriting(mode: DraftKind): void {
  panels.patch({ mode });
  writeRequests.set(writeRequests.value + 1);
}

/** A fact or look-up asks the thread to show its message; `turn` tells repeated requests apart. */
export const spotlight = new Store<{ messageId: string; turn: number } | null>(null);

export function showMessage(messageId: string): void {
  spotlight.set({ messageId, turn: (spotlight.value?.turn ?? 0) + 1 });
  panels.patch({ drawer: false });
}

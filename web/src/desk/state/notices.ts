/** Short notices at the foot of the screen: what was done, or why it could not be. */
import { ApiError } from "../../kit/http";
import { Store } from "../../kit/store";
import { text } from "../text";

/** What can be done about it while the notice is there. */
export interface NoticeAction {
  words: string;
  run: () => void;
}

export interface Notice {
  id: number;
  tone: "info" | "danger";
  text: string;
  action?: NoticeAction;
}

export const notices = new Store<Notice[]>([]);

/** So long something that was done can be undone. */
export const UNDO_MS = 10_000;
const SHOWN_MS = { info: 3_500, danger: 7_000 };
let lastId = 0;

export function dismiss(id: number): void {
  notices.set(notices.value.filter((notice) => notice.id !== id));
}

export function notify(words: string, tone: Notice["tone"] = "info", action?: NoticeAction): void {
  const id = (lastId += 1);
  notices.set([...notices.value.filter((notice) => notice.text !== words), { id, tone, text: words, ...(action && { action }) }].slice(-3));
  setTimeout(() => dismiss(id), action ? UNDO_MS : SHOWN_MS[tone]);
}

/** The sentence for an error that no other part of the page explains; `own` are a section's words for codes of its own. */
export function explain(error: unknown, own: Readonly<Record<string, string>> = {}): string {
  const t = text().error;
  if (!(error instanceof ApiError)) return t.other;
  const words = own[error.code];
  if (words) return words;
  if (error.code === "already_taken") return t.taken(typeof error.details["agent_name"] === "string" ? error.details["agent_name"] : "");
  if (error.code === "illegal_move") return t.moved;
  if (error.status === 404) return t.missing;
  if (error.status === 403) return t.forbidden;
  if (error.status === 429) return t.limited;
  return error.temporary ? t.unavailable : t.other;
}

/** Unsent words, one reply and one note per conversation, kept in this browser. */
import { me } from "./session";
import { recall, remember } from "./storage";

export type DraftKind = "reply" | "note";

const key = (id: string, kind: DraftKind) => `draft.${me().id}.${id}.${kind}`;

export const draftOf = (id: string, kind: DraftKind): string => recall(key(id, kind), "");

export function keepDraft(id: string, kind: DraftKind, words: string): void {
  remember(key(id, kind), words.trim() ? words : null);
}

/** A link to one message, as channels of plain text send it: /chat#conversation=…&message=… */
import { siteOf } from "./session";

export interface MessageLink {
  conversation: string;
  seq: number;
  /** The site whose session in this browser has the conversation; null where none has. */
  site: string | null;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readLink(hash = location.hash): MessageLink | null {
  const named = new URLSearchParams(hash.replace(/^#/, ""));
  const conversation = named.get("conversation") ?? "";
  const seq = Number(named.get("message"));
  return ID.test(conversation) && Number.isInteger(seq) && seq > 0 ? { conversation, seq, site: siteOf(conversation) } : null;
}

/** What is in the address would otherwise be followed again after a reload. */
export const forgetLink = (): void => history.replaceState(null, "", location.pathname + location.search);

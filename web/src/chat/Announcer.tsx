import { useTexts } from "../kit/i18n";
import { cardName } from "../kit/message/cardName";
import type { Message } from "../kit/api/messages";
import { texts } from "./texts";

/** Reads out what arrives, and only that: neither history nor the visitor's own words. */
export function Announcer({ arrived }: { arrived: Message | null }) {
  const text = useTexts(texts);
  const name = arrived?.author_name ?? (arrived?.author === "agent" ? text.agent : text.assistant);
  const body = arrived ? [arrived.body, arrived.kind === "card" ? cardName(arrived.data.card) : "", arrived.kind === "form" ? text.form.opened : ""].filter(Boolean).join(" ") : "";
  return (
    <div class="visually-hidden" aria-live="polite" aria-atomic="true">
      {arrived && <span key={arrived.id}>{text.says(name, body)}</span>}
    </div>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../../../../kit/api/messages";
import type { Summary } from "../../../../kit/api/types";
import { lastSeq } from "../logic/messages";
import { useText } from "../text";
import { authorName, customerName } from "../../../text/names";

interface NewMessagesProps {
  summary: Summary;
  messages: readonly Message[];
}

/** Reads what others write in the open conversation to those who cannot see it appear. */
export function NewMessages({ summary, messages }: NewMessagesProps) {
  const t = useText();
  const heard = useRef(lastSeq(messages));
  const [words, setWords] = useState("");

  useEffect(() => {
    const fresh = messages.filter((message) => message.seq > heard.current && (message.author === "visitor" || message.author === "bot"));
    heard.current = lastSeq(messages);
    if (fresh.length === 0) return;
    setWords(fresh.map((message) => t.thread.announce(authorName(message, customerName(summary)), message.body)).join("\n"));
  }, [messages]);

  return (
    <div class="visually-hidden" aria-live="polite" data-testid="announcer">
      {words}
    </div>
  );
}

import { useRef } from "preact/hooks";
import { useStore } from "../../../kit/store";
import { linesOf } from "./logic";
import { edits } from "./state";
import { useText } from "./text";
import type { QuarantinedMessage } from "../../../kit/api/types";

interface EditorProps {
  message: QuarantinedMessage;
  /** The line to look at, from 1. */
  fault: number | null;
  readOnly: boolean;
}

/** The message as it came, every line with its number and the faulty one marked. */
export function RawEditor({ message, fault, readOnly }: EditorProps) {
  const t = useText().quarantine;
  const area = useRef<HTMLTextAreaElement>(null);
  const original = linesOf(message.raw).join("\n");
  const words = useStore(edits)[message.id] ?? original;
  const lines = words.split("\n").length;
  return (
    <div class="d-raw" style={{ "--lines": lines, "--fault": fault ?? 0 }} onClick={(event) => event.target === event.currentTarget && area.current?.focus()}>
      {fault !== null && fault <= lines && <span class="d-raw__fault" aria-hidden="true" />}
      <ol class="d-raw__numbers" aria-hidden="true">
        {Array.from({ length: lines }, (_, index) => (
          <li class={index + 1 === fault ? "d-raw__bad" : undefined}>{index + 1}</li>
        ))}
      </ol>
      <textarea
        ref={area}
        class="d-raw__text"
        rows={lines}
        wrap="off"
        value={words}
        readOnly={readOnly}
        aria-label={t.text}
        lang="en"
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        data-testid="quarantine-raw"
        onInput={(event) => {
          const next = event.currentTarget.value;
          edits.patch({ [message.id]: next === original ? undefined : next });
        }}
      />
    </div>
  );
}

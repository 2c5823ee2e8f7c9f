import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { LOCK, NOTE } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import { Button } from "../../../../kit/ui/Button";
import { Icon } from "../../../../kit/ui/Icon";
import { caseDeed, noteCase } from "../state/moves";
import { draftOf, keepDraft } from "../../../state/drafts";
import { writeRequests } from "../../../state/panels";
import { useText } from "../text";
import { NOTE_LIMIT } from "./MoveDialog";

/** A note for the team; what is not sent yet is kept in this browser. */
export function NoteBox({ reference }: { reference: string }) {
  const t = useText();
  const busy = useStore(caseDeed) === "note";
  const requests = useStore(writeRequests);
  const firstRequest = useRef(requests);
  const area = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState(() => draftOf(reference, "note"));
  const ready = words.trim() !== "";

  useEffect(() => {
    if (requests !== firstRequest.current) area.current?.focus();
  }, [requests]);

  const write = (next: string) => {
    setWords(next);
    keepDraft(reference, "note", next);
  };
  const submit = async () => {
    if (ready && (await noteCase(reference, words.trim()))) write("");
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void submit();
  };

  return (
    <div class="d-note-box">
      <textarea
        ref={area}
        rows={1}
        value={words}
        maxLength={NOTE_LIMIT}
        placeholder={t.cases.internalPlaceholder}
        aria-label={t.cases.internalNote}
        aria-describedby="case-note-hint"
        data-testid="case-note"
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="d-note-box__foot">
        <p id="case-note-hint">
          <Icon path={LOCK} size={13} /> {t.cases.internalHint}
        </p>
        <Button size="sm" look="primary" icon={NOTE} class="d-note-box__send" busy={busy} disabled={!ready} data-testid="case-note-send" onClick={() => void submit()}>
          {t.cases.addNote}
        </Button>
      </div>
    </div>
  );
}

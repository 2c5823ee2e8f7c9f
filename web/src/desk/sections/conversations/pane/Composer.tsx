import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { CLOSE, LOCK, NOTE, SEND } from "../../../../kit/icons";
import { useStore } from "../../../../kit/store";
import type { Summary } from "../../../../kit/api/types";
import { Button } from "../../../../kit/ui/Button";
import { IconButton } from "../../../../kit/ui/IconButton";
import { Icon } from "../../../../kit/ui/Icon";
import { isOtherLanguage } from "../logic/languages";
import { blankIn } from "../logic/replies";
import { permissionOf } from "../logic/permissions";
import { type DraftKind, draftOf, keepDraft } from "../../../state/drafts";
import { letGo, pending, run, running } from "../state/macros";
import { send } from "../state/outbox";
import { panels, writeRequests } from "../../../state/panels";
import { useAgent } from "../../../state/session";
import { useText } from "../text";
import { customerName } from "../../../text/names";
import { ActionList } from "./ActionList";
import { AttachButton } from "./AttachButton";
import { ComposerTabs } from "./ComposerTabs";
import { LIST_ID, optionId, ReplyPicker } from "./ReplyPicker";
import { useReplies } from "./useReplies";
import { useTypingSignal } from "./useTypingSignal";
import "./composer.css";

const LIMIT = 4_000;

/** While an input method is composing, Enter picks a word and must not send. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

function fit(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

/** Writes a reply or a private note; until the conversation is the agent's own, only notes. */
export function Composer({ summary }: { summary: Summary }) {
  const t = useText();
  const agent = useAgent();
  const locked = permissionOf(summary, agent) !== "mine";
  const chosen = useStore(panels).mode;
  const mode: DraftKind = locked ? "note" : chosen;
  const area = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState(() => draftOf(summary.id, mode));
  const toFill = useRef<ReturnType<typeof blankIn>>(null);
  const requests = useStore(writeRequests);
  const firstRequest = useRef(requests);
  const typed = useTypingSignal(summary.id, mode === "reply");

  useEffect(() => setWords(draftOf(summary.id, mode)), [summary.id, mode]);
  useLayoutEffect(() => {
    if (!area.current) return;
    fit(area.current);
    // What could not be filled in is selected, to be typed over.
    if (toFill.current) area.current.setSelectionRange(toFill.current.from, toFill.current.to);
    toFill.current = null;
  }, [words]);
  useEffect(() => {
    if (requests !== firstRequest.current) area.current?.focus();
  }, [requests]);

  const write = (next: string) => {
    setWords(next);
    keepDraft(summary.id, mode, next);
    typed(next !== "");
  };
  const canned = useReplies(summary, words, {
    on: mode === "reply",
    write: (next) => {
      write(next);
      toFill.current = blankIn(next);
      area.current?.focus();
    },
  });
  const offering = canned.replies.length > 0;
  const over = words.length - LIMIT;
  const hasBlank = (text: string) => mode === "reply" && blankIn(text) !== null;
  const blank = hasBlank(words);
  const other = mode === "reply" && isOtherLanguage(words, summary.language);
  const isReady = (text: string) => text.trim() !== "" && text.length <= LIMIT && !hasBlank(text);
  const macro = useStore(pending)[mode === "reply" ? summary.id : ""];
  const busy = useStore(running)[summary.id] ?? false;
  const ready = isReady(words) || (macro !== undefined && !macro.text && words.trim() === "");
  const submit = () => {
    // What stands in the field: Enter may come before it was drawn again.
    const text = area.current?.value ?? words;
    if (macro) {
      const says = text.trim() !== "" || !macro.text;
      if (says && text.length <= LIMIT && !hasBlank(text)) void run(summary.id, macro, text.trim()).then((done) => done && write(""));
      return;
    }
    if (!isReady(text)) return;
    send(summary.id, mode, text.trim());
    write("");
    area.current?.focus();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event) || canned.onKey(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    submit();
  };

  const warning = over > 0 ? t.composer.tooLong(over) : blank ? t.composer.blank : other ? t.composer.otherLanguage[summary.language] : null;
  const placeholder = mode === "note" ? t.composer.notePlaceholder : t.composer.replyPlaceholder(customerName(summary));
  return (
    <div class={`d-composer d-composer--${mode}`}>
      <ComposerTabs mode={mode} locked={locked} />
      <div class="d-composer__box" id="composer-panel" role="tabpanel" aria-labelledby={`composer-${mode}`}>
        {offering && <ReplyPicker replies={canned.replies} at={canned.at} spoken={summary.language} onPoint={canned.point} onChoose={canned.choose} />}
        <textarea
          ref={area}
          class="d-composer__area"
          rows={2}
          value={words}
          placeholder={placeholder}
          aria-label={placeholder}
          aria-describedby="composer-hint"
          aria-autocomplete="list"
          aria-controls={offering ? LIST_ID : undefined}
          aria-activedescendant={offering ? optionId(canned.at) : undefined}
          data-testid="composer"
          data-mode={mode}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => typed(false)}
        />
        {macro && (
          <p class="d-macro-line">
            <ActionList actions={macro.actions} />
            <IconButton icon={CLOSE} size={14} label={t.macro.without} data-testid="macro-without" onClick={() => letGo(summary.id)} />
          </p>
        )}
        <div class="d-composer__foot">
          <p class={`d-composer__hint ${warning ? "d-composer__hint--over" : ""}`} id="composer-hint">
            {mode === "note" && <Icon path={LOCK} size={13} />}
            {warning ?? (mode === "note" ? t.composer.noteHint : t.composer.hint)}
          </p>
          {mode === "reply" && <AttachButton id={summary.id} />}
          <Button size="sm" look="primary" class="d-composer__send" icon={mode === "note" ? NOTE : SEND} busy={busy} disabled={!ready} data-testid="send" onClick={submit}>
            {mode === "note" ? t.composer.saveNote : t.composer.send}
          </Button>
        </div>
      </div>
    </div>
  );
}

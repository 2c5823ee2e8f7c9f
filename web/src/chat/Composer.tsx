import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ALERT, SEND } from "../kit/icons";
import { useStore } from "../kit/store";
import { useTexts } from "../kit/i18n";
import { fleeting } from "../kit/storage";
import { Icon } from "../kit/ui/Icon";
import { composing } from "./composing";
import { onOpened, wantsFocus } from "./embedding";
import type { ChatModel } from "./model";
import { ScanButton, type ScanProblem } from "./ScanButton";
import { texts } from "./texts";
import { useTypingSignal } from "./useTypingSignal";
import "./composer.css";

const LIMIT = 4000;
const WARN_AT = 400;

/** Opening the panel should not throw up a phone's keyboard. */
const hasKeyboard = (): boolean => matchMedia("(pointer: fine)").matches;

export function Composer({ model, site }: { model: ChatModel; site: string }) {
  const text = useTexts(texts);
  const draftKey = `serviceloop.draft.${site}`;
  const [value, setValue] = useState(() => fleeting.get<string>(draftKey) ?? "");
  const [scan, setScan] = useState<ScanProblem | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const signal = useTypingSignal(model);
  const { conversation } = useStore(model.state);
  const withPeople = conversation?.status === "assigned" || conversation?.status === "snoozed";
  const left = LIMIT - value.length;
  const sendable = value.trim() !== "" && left >= 0;

  useEffect(() => {
    const focus = (): void => void (hasKeyboard() && field.current?.focus());
    if (wantsFocus()) focus();
    return onOpened(focus);
  }, []);
  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [value]);

  const write = (next: string): void => {
    setValue(next);
    setScan(null);
    fleeting.set(draftKey, next);
    signal(next !== "");
  };
  const send = (): void => {
    if (!sendable) return;
    model.send({ text: value.trim() });
    write("");
    field.current?.focus();
  };

  return (
    <form
      class="c-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {scan && (
        <p class="c-composer__problem" role="alert">
          <Icon path={ALERT} size={15} /> {text.scan.problem[scan]}
        </p>
      )}
      <div class="c-composer__box">
        <ScanButton model={model} onProblem={setScan} />
        <textarea
          ref={field}
          class="c-composer__field"
          rows={1}
          value={value}
          placeholder={withPeople ? text.placeholderTo(conversation.agent_name) : text.placeholder}
          aria-label={text.compose}
          aria-invalid={left < 0}
          aria-describedby={left < WARN_AT ? "composer-left" : undefined}
          enterkeyhint="send"
          data-testid="composer"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || composing(event)) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="c-composer__send" aria-label={text.send} title={text.send} disabled={!sendable} data-testid="send">
          <Icon path={SEND} size={20} />
        </button>
      </div>
      {left < WARN_AT && (
        <p id="composer-left" class={`c-composer__left ${left < 0 ? "c-composer__left--over" : ""}`} role="status">
          {left < 0 ? text.tooLong(-left) : text.left(left)}
        </p>
      )}
    </form>
  );
}

import { useEffect, useRef } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import type { CannedReply, Language } from "../../../../kit/api/types";
import { useText } from "../text";
import { ActionList } from "./ActionList";
import "./reply-picker.css";

interface ReplyPickerProps {
  replies: readonly CannedReply[];
  at: number;
  /** The customer's, in which the words will be. */
  spoken: Language;
  onPoint: (index: number) => void;
  onChoose: (reply: CannedReply) => void;
}

export const LIST_ID = "canned-replies";
export const optionId = (index: number): string => `canned-reply-${index}`;

/** The canned replies that fit what was typed. The focus stays in the field, so the mouse must not take it. */
export function ReplyPicker({ replies, at, spoken, onPoint, onChoose }: ReplyPickerProps) {
  const t = useText();
  const language = useLanguage();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }), [at]);
  return (
    <div class="d-replies" ref={root} role="listbox" id={LIST_ID} aria-label={t.composer.canned} data-testid="canned">
      {replies.map((one, index) => (
        <div
          key={one.name}
          class="d-replies__option"
          role="option"
          id={optionId(index)}
          aria-selected={index === at}
          data-testid={`canned-${one.name}`}
          onMouseMove={() => index !== at && onPoint(index)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(one)}
        >
          <span class="d-replies__title">{one.label[language]}</span>
          <span class="d-replies__words" lang={spoken === "zh" ? "zh-CN" : "en"}>
            {one.text?.[spoken]}
          </span>
          {one.actions.length > 0 && <ActionList actions={one.actions} />}
        </div>
      ))}
    </div>
  );
}

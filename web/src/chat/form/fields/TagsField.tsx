import { useState } from "preact/hooks";
import { CLOSE } from "../../../kit/icons";
import { useTexts } from "../../../kit/i18n";
import { Icon } from "../../../kit/ui/Icon";
import { composing } from "../../composing";
import { tagsIn } from "../tagsIn";
import { texts } from "../texts";
import { type FieldProps, marks } from "./frame";
import "./tags.css";

/** A list of bag tags, one chip each. A word in progress becomes a chip with Enter, a comma, or on leaving. */
export function TagsField({ field, id, value = [], draft, describedBy, ...state }: FieldProps<string[]>) {
  const text = useTexts(texts).tags;
  const [typed, setTyped] = useState("");

  const add = (words: string): void => {
    const more = tagsIn(words);
    if (more.length > 0) draft.set(field.key, [...new Set([...value, ...more])], { done: true });
    setTyped("");
  };
  const remove = (tag: string): void => {
    draft.set(field.key, value.filter((one) => one !== tag), { done: true });
    document.getElementById(id)?.focus();
  };
  const write = (next: string): void => {
    if (/[,，;；、\n]/.test(next)) add(next);
    else setTyped(next);
  };

  return (
    <div class="f-tags">
      {value.length > 0 && (
        <ul class="f-tags__list" aria-label={text.list}>
          {value.map((tag) => (
            <li class="f-tag" key={tag}>
              {tag}
              <button type="button" class="f-tag__remove" aria-label={text.remove(tag)} title={text.remove(tag)} onClick={() => remove(tag)}>
                <Icon path={CLOSE} size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="f-tags__row">
        <input
          type="text"
          class="f-input f-input--code"
          autocapitalize="characters"
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="done"
          {...marks({ field, ...state, describedBy: `${describedBy ?? ""} ${id}-how`.trim() })}
          id={id}
          name={field.key}
          value={typed}
          placeholder={value.length === 0 ? (field.placeholder ?? undefined) : undefined}
          onInput={(event) => write(event.currentTarget.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData?.getData("text") ?? "";
            if (tagsIn(pasted).length < 2) return;
            event.preventDefault();
            add(`${typed} ${pasted}`);
          }}
          onBlur={() => (typed.trim() ? add(typed) : draft.leave(field.key))}
          onKeyDown={(event) => {
            if (composing(event)) return;
            if (event.key === "Enter") {
              event.preventDefault();
              add(typed);
            }
            const last = value.at(-1);
            if (event.key === "Backspace" && typed === "" && last) remove(last);
          }}
        />
        {typed.trim() !== "" && (
          <button type="button" class="f-tags__add" onMouseDown={(event) => event.preventDefault()} onClick={() => add(typed)}>
            {text.add}
          </button>
        )}
      </div>
      <span class="visually-hidden" id={`${id}-how`}>
        {text.hint}
      </span>
    </div>
  );
}

import { CLOSE } from "../../../kit/icons";
import { useTexts } from "../../../kit/i18n";
import { Icon } from "../../../kit/ui/Icon";
import { texts } from "../texts";
import { type FieldProps, marks } from "./frame";
import { PlaceList } from "./PlaceList";
import { useCombobox } from "./useCombobox";
import "./airport.css";

/** An airport by code, city or name: a combobox after the WAI-ARIA pattern. The value is the three-letter code. */
export function AirportField({ field, id, value, draft, ...state }: FieldProps<string>) {
  const text = useTexts(texts).airport;
  const { shown, expanded, places, status, active, setActive, choose, write, clear, leave, onKeyDown } = useCombobox(draft, field.key, value);
  const found = status === "found" && places.length > 0;
  const marked = expanded && places[active];
  return (
    <div class="f-airport">
      <input
        type="text"
        class="f-input"
        role="combobox"
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        {...marks({ field, ...state })}
        id={id}
        name={field.key}
        value={shown}
        placeholder={field.placeholder ?? undefined}
        aria-autocomplete="list"
        aria-expanded={expanded}
        aria-controls={`${id}-list`}
        aria-activedescendant={marked ? `${id}-${marked.code}` : undefined}
        onInput={(event) => write(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
      {value && (
        <button
          type="button"
          class="f-airport__clear"
          aria-label={text.clear}
          title={text.clear}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            clear();
            document.getElementById(id)?.focus();
          }}
        >
          <Icon path={CLOSE} size={16} />
        </button>
      )}
      <p class={expanded && !found ? "f-airport__list f-airport__list--words" : "visually-hidden"} role="status">
        {expanded && (found ? text.found(places.length) : status === "searching" ? text.searching : status === "failed" ? text.failed : text.none)}
      </p>
      {expanded && found && <PlaceList id={id} label={field.label} places={places} active={active} onMark={setActive} onChoose={choose} />}
    </div>
  );
}

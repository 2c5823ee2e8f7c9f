import { useStore } from "../../../kit/store";
import { useText } from "./text";
import { view, VIEWS } from "./view";
import "../../ui/segments.css";

/** Which list is shown. */
export function ViewSwitch() {
  const t = useText().improve.views;
  const current = useStore(view);
  return (
    <div class="d-segments" role="group" aria-label={t.label}>
      {VIEWS.map((one) => (
        <button type="button" key={one} class="d-segments__one" aria-pressed={one === current} data-testid={`view-${one}`} onClick={() => view.set(one)}>
          {t[one]}
        </button>
      ))}
    </div>
  );
}

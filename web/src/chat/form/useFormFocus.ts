/** Takes the keyboard, and the eye, to where the form goes on: a field with a problem, or the top of the next step. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { reveal } from "../reveal";
import type { DraftState } from "./draft";

const CONTROL = "input:not([type=hidden]), textarea, select, button";

export function useFormFocus(panel: RefObject<HTMLElement | null>, focus: DraftState["focus"]): void {
  useEffect(() => {
    if (!focus || !panel.current) return;
    const field = focus.field && panel.current.querySelector<HTMLElement>(`[data-field="${CSS.escape(focus.field)}"]`);
    if (!field) {
      panel.current.querySelector<HTMLElement>("[data-step]")?.focus({ preventScroll: true });
      reveal(panel.current, { at: "top" });
      return;
    }
    const control = field.querySelector<HTMLElement>(`input:checked, [aria-invalid=true]`) ?? field.querySelector<HTMLElement>(CONTROL);
    control?.focus({ preventScroll: true });
    reveal(field, { at: "middle" });
  }, [focus]);
}

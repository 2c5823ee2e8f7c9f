/** The forms that wait to be filled in, and whether the customer has them before their eyes. */
import { Store } from "../kit/store";

export interface OpenForm {
  id: string;
  title: string;
  /** "Step 2 of 4", or nothing for a short one. */
  step: string;
  seen: boolean;
  /** Bring it back into view. */
  reach: () => void;
}

export const openForms = new Store<readonly OpenForm[]>([]);

export function noteForm(id: string, changes: Partial<Omit<OpenForm, "id">>): void {
  const known = openForms.value.find((form) => form.id === id) ?? { id, title: "", step: "", seen: true, reach: () => undefined };
  openForms.set([...openForms.value.filter((form) => form.id !== id), { ...known, ...changes }]);
}

export function forgetForm(id: string): void {
  openForms.set(openForms.value.filter((form) => form.id !== id));
}

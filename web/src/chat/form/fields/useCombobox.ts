/** What an airport's combobox knows: what is being typed, which place is marked, and what each key does. */
import { useEffect, useState } from "preact/hooks";
import type { Place } from "../../../kit/api/forms";
import { useLanguage } from "../../../kit/i18n";
import { composing } from "../../composing";
import type { FormDraft } from "../draft";
import { usePlaces } from "./usePlaces";

const isCode = (text: string): boolean => /^[A-Za-z]{3}$/.test(text.trim());

export function useCombobox(draft: FormDraft, key: string, value: string | undefined) {
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const { places, status, nameOf } = usePlaces(draft.server, typed ?? "", useLanguage());
  const known = value && isCode(value) ? nameOf(value) : undefined;
  const shown = typed ?? (known ? `${known.name} (${known.code})` : (value ?? ""));
  const expanded = open && typed !== null && typed.trim() !== "";

  useEffect(() => setActive(0), [places]);

  const choose = (place: Place): void => {
    draft.set(key, place.code, { done: true });
    setTyped(null);
    setOpen(false);
  };
  const write = (next: string): void => {
    setTyped(next);
    setOpen(true);
    // Until one is chosen, the answer is what was typed: the server says what it makes of it.
    draft.set(key, next.trim());
  };
  const clear = (): void => {
    setTyped(null);
    draft.set(key, "");
  };
  /** A code typed in full, or the only place found, is as good as a choice. */
  const leave = (): void => {
    const code = typed?.trim().toUpperCase();
    const match = places.find((place) => place.code === code) ?? (code && places.length === 1 ? places[0] : undefined);
    setOpen(false);
    if (typed !== null && match) return choose(match);
    if (code && isCode(code)) setTyped(null);
    draft.leave(key);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (composing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const place = places[active];
    if (step && expanded && place) {
      event.preventDefault();
      setActive((active + step + places.length) % places.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (expanded && place) choose(place);
    } else if (event.key === "Escape" && expanded) {
      // Otherwise the same key would close the whole chat.
      event.stopPropagation();
      setOpen(false);
    }
  };
  return { shown, expanded, places, status, active, setActive, choose, write, clear, leave, onKeyDown };
}

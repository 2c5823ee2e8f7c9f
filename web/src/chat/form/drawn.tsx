import type { ComponentChildren } from "preact";
import type { FieldValue, FormField } from "../../kit/api/forms";
import { useLanguage } from "../../kit/i18n";
import type { FormDraft } from "./draft";
import { usePlaces } from "./fields/usePlaces";
import { Photos } from "./Photos";

/** An airport by its name, as its field shows it; by its code until the name is here. */
function PlaceName({ code, draft }: { code: string; draft: FormDraft }) {
  const { nameOf } = usePlaces(draft.server, "", useLanguage());
  const place = nameOf(code);
  return <span class="k-answers__line">{place ? `${place.name} (${place.code})` : code}</span>;
}

/** Draws the answers that say more than the words kept for them: pictures, airports by name, phones with their country. */
export const drawn =
  (draft: FormDraft) =>
  (field: FormField, value: FieldValue | undefined): ComponentChildren => {
    if (field.type === "photos" && Array.isArray(value) && value.length > 0) return <Photos ids={value as string[]} draft={draft} />;
    if (field.type === "airport" && typeof value === "string" && value) return <PlaceName code={value} draft={draft} />;
    const readAs = draft.readAs(field.key);
    return readAs ? <span class="k-answers__line">{readAs}</span> : null;
  };

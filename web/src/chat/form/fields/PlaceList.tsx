import { useEffect, useRef } from "preact/hooks";
import type { Place } from "../../../kit/api/forms";
import type { Language } from "../../../kit/api/types";
import { useLanguage } from "../../../kit/i18n";
import { uncover } from "../../reveal";
import "./airport.css";

/** Countries come as ISO 3166 codes. */
function countryName(code: string | null, language: Language): string | null {
  const known = code && /^[A-Z]{2}$/.test(code);
  return known ? (new Intl.DisplayNames(language === "zh" ? "zh-CN" : "en-GB", { type: "region" }).of(code) ?? code) : code;
}

interface PlaceListProps {
  id: string;
  label: string;
  places: Place[];
  active: number;
  onMark: (index: number) => void;
  onChoose: (place: Place) => void;
}

/** The airports found. The keyboard stays in the text field; the marked one is kept in view. */
export function PlaceList({ id, label, places, active, onMark, onChoose }: PlaceListProps) {
  const language = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (list.current) uncover(list.current);
  }, [places]);
  useEffect(() => {
    const [box, option] = [list.current, list.current?.children[active] as HTMLElement | undefined];
    if (!box || !option) return;
    const below = option.offsetTop + option.offsetHeight - box.clientHeight;
    if (option.offsetTop < box.scrollTop) box.scrollTop = option.offsetTop;
    else if (below > box.scrollTop) box.scrollTop = below;
  }, [active]);
  return (
    <ul class="f-airport__list" ref={list} id={`${id}-list`} role="listbox" aria-label={label}>
      {places.map((place, index) => (
        <li
          key={place.code}
          id={`${id}-${place.code}`}
          class="f-airport__place"
          role="option"
          aria-selected={index === active}
          onPointerMove={() => onMark(index)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(place)}
        >
          <span class="f-airport__code">{place.code}</span>
          <span class="f-airport__name">{place.name}</span>
          <span class="f-airport__city">{[place.city, countryName(place.country, language)].filter((part) => part && !place.name.includes(part)).join(" · ")}</span>
        </li>
      ))}
    </ul>
  );
}

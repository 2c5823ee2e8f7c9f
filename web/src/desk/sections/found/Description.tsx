import { useRef } from "preact/hooks";
import type { TargetedSubmitEvent } from "preact";
import { CAMERA, TRASH } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import type { FoundItem } from "../../../kit/api/types";
import { Button } from "../../../kit/ui/Button";
import { IconButton } from "../../../kit/ui/IconButton";
import { photoOf } from "./api";
import { blank, dayOf, type Description as Written, described } from "./logic";
import { NEW } from "./select";
import { drafts, forgetDraft, foundDeed, keepPhoto, save, takePhotoAway, write } from "./state";
import { useText } from "./text";

interface LineProps {
  label: string;
  hint?: string;
  value: string;
  limit: number;
  name: keyof Written;
  optional?: boolean;
  onWrite: (value: string) => void;
}

function Line({ label, hint, value, limit, name, optional, onWrite }: LineProps) {
  const t = useText().found;
  return (
    <label class="f-field">
      <span>
        {label} {optional && <small>{t.optional}</small>}
      </span>
      <input class="d-input" type="text" value={value} maxLength={limit} placeholder={hint} autocomplete="off" data-testid={`found-${name}`} onInput={(event) => onWrite(event.currentTarget.value)} />
    </label>
  );
}

/** What is written down, to be read and corrected; of a new item, to be filled in. */
export function Description({ item }: { item: FoundItem | null }) {
  const t = useText().found;
  const number = item?.number ?? NEW;
  const before = item ? described(item) : blank(new Date());
  const draft = useStore(drafts)[number];
  const busy = useStore(foundDeed) === "save";
  const now = draft ?? before;
  const set = (name: keyof Written) => (value: string) => write(number, before, { [name]: value });
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void save(number, now, item?.version ?? 0);
  };
  return (
    <section class="d-card">
      <h2 class="d-case__title">{item ? t.description : t.newTitle}</h2>
      <form class="f-form" onSubmit={submit}>
        <Line name="what" label={t.what} hint={t.whatHint} value={now.what} limit={200} onWrite={set("what")} />
        <Line name="features" label={t.features} hint={t.featuresHint} value={now.features} limit={200} optional onWrite={set("features")} />
        <Line name="place" label={t.place} hint={t.placeHint} value={now.place} limit={120} onWrite={set("place")} />
        <label class="f-field">
          <span>{t.foundOn}</span>
          <input class="d-input" type="date" value={now.found_on} max={dayOf(new Date())} data-testid="found-found_on" onInput={(event) => set("found_on")(event.currentTarget.value)} />
        </label>
        <Line name="kept_at" label={t.keptAt} hint={t.keptAtHint} value={now.kept_at} limit={120} onWrite={set("kept_at")} />
        {(draft || !item) && (
          <footer class="f-foot">
            {item && <Button onClick={() => forgetDraft(number)}>{t.discard}</Button>}
            <Button look="primary" type="submit" busy={busy} data-testid="found-save">
              {item ? t.save : t.enter}
            </Button>
          </footer>
        )}
      </form>
    </section>
  );
}

/** The photo, and the way to another. */
export function Photo({ item }: { item: FoundItem }) {
  const t = useText().found;
  const busy = useStore(foundDeed) === "photo";
  const picker = useRef<HTMLInputElement>(null);
  const pick = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = "";
    if (file) void keepPhoto(item.number, file);
  };
  return (
    <section class="d-card">
      <h2 class="d-case__title">{t.photo}</h2>
      {item.has_photo && <img class="f-photo" src={photoOf(item.number, item.version)} alt={t.photoAlt(item.what)} data-testid="found-photo" />}
      <input ref={picker} type="file" hidden accept="image/*" data-testid="found-pick" onChange={(event) => pick(event.currentTarget)} />
      <div class="f-foot">
        {item.has_photo && <IconButton icon={TRASH} label={t.removePhoto} onClick={() => void takePhotoAway(item.number)} />}
        <Button size="sm" icon={CAMERA} busy={busy} onClick={() => picker.current?.click()}>
          {item.has_photo ? t.newPhoto : t.addPhoto}
        </Button>
      </div>
    </section>
  );
}

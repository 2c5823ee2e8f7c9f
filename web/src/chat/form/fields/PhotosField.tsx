import { useRef, useState } from "preact/hooks";
import { CAMERA, CLOSE, PLUS } from "../../../kit/icons";
import { useTexts } from "../../../kit/i18n";
import { useStore } from "../../../kit/store";
import { Icon } from "../../../kit/ui/Icon";
import { texts } from "../texts";
import type { FieldProps } from "./frame";
import { PhotoPicker } from "./PhotoPicker";
import { Thumb } from "./Thumb";
import { WaitingPhoto } from "./WaitingPhoto";
import "./photos.css";

const MOST = 10;

/** Pictures: small looks at those that are there, progress of those on their way, and why one could not be taken. */
export function PhotosField({ field, id, value = [], draft, describedBy }: FieldProps<string[]>) {
  const text = useTexts(texts).photos;
  const uploads = useStore(draft.uploads.state).filter((upload) => upload.slot === field.key);
  const files = useStore(draft.state).form?.files ?? [];
  const [over, setOver] = useState(false);
  // Several may finish before the next render: each must build on the one before.
  const ids = useRef(value);
  ids.current = value;
  const max = field.max ?? MOST;
  const taken = value.length + uploads.filter((upload) => upload.problem === null).length;

  const add = (chosen: File[]): void => {
    const room = max - taken;
    setOver(chosen.length > room);
    for (const file of chosen.slice(0, Math.max(0, room))) {
      draft.uploads.add(field.key, file, {
        done: (stored) => {
          ids.current = [...ids.current, stored.id];
          draft.set(field.key, ids.current, { done: true });
        },
      });
    }
  };
  const remove = (fileId: string): void => {
    ids.current = ids.current.filter((one) => one !== fileId);
    draft.set(field.key, ids.current, { done: true });
    draft.uploads.remove(fileId);
    document.getElementById(id)?.focus();
  };

  const failed = uploads.filter((upload) => upload.problem !== null);
  return (
    <div class="f-photos">
      <ul class="f-photos__list">
        {value.map((fileId, index) => (
          <li class="f-photo" key={fileId}>
            <Thumb file={files.find((file) => file.id === fileId)} uploads={draft.uploads} alt={text.picture(index + 1)} />
            <button type="button" class="f-photo__remove" aria-label={text.remove(text.picture(index + 1))} title={text.remove(text.picture(index + 1))} onClick={() => remove(fileId)}>
              <Icon path={CLOSE} size={14} />
            </button>
          </li>
        ))}
        {uploads.map((upload) => (
          <WaitingPhoto key={upload.id} upload={upload} draft={draft} />
        ))}
        {taken < max && (
          <>
            <PhotoPicker icon={PLUS} label={text.add} id={id} describedBy={describedBy} onFiles={add} />
            <PhotoPicker icon={CAMERA} label={text.take} camera onFiles={add} />
          </>
        )}
      </ul>
      <div role="status">
        {failed.map(({ id: key, file, problem }) => (
          <p class="f-error" key={key}>
            <span class="f-error__file">{file.name}</span> {problem && text.problem[problem]}
          </p>
        ))}
        {over && <p class="f-error">{text.tooMany(max)}</p>}
      </div>
      {value.length > 0 && <p class="f-count">{text.count(value.length, max)}</p>}
    </div>
  );
}

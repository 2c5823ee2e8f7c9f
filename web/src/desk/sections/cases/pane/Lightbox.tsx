import { useEffect, useState } from "preact/hooks";
import { ARROW_LEFT, ARROW_RIGHT, CLOSE, EXTERNAL } from "../../../../kit/icons";
import { Icon } from "../../../../kit/ui/Icon";
import { IconButton } from "../../../../kit/ui/IconButton";
import { useText } from "../text";
import type { CaseFile } from "../../../../kit/api/types";
import { Modal } from "../../../ui/Modal";

interface LightboxProps {
  photos: CaseFile[];
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}

/** One photo in full; arrow keys go through them. */
export function Lightbox({ photos, at, onMove, onClose }: LightboxProps) {
  const t = useText();
  const [broken, setBroken] = useState(false);
  const photo = photos[at];
  const go = (by: number) => onMove((at + by + photos.length) % photos.length);

  useEffect(() => setBroken(false), [at]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "ArrowRight") go(1);
      if (event.key === "ArrowLeft") go(-1);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [at]);

  if (!photo) return null;
  const words = t.cases.photo(at + 1, photos.length);
  return (
    <Modal label={words} onClose={onClose} class="d-lightbox">
      <header class="d-lightbox__bar">
        <p aria-live="polite">
          <strong>{photo.name}</strong>
          <span>
            {words} · {t.cases.size(photo.size / 1024)}
          </span>
        </p>
        <a class="k-icon-button" href={photo.url} target="_blank" rel="noopener" title={t.cases.openOriginal} aria-label={t.cases.openOriginal}>
          <Icon path={EXTERNAL} size={18} />
        </a>
        <IconButton icon={CLOSE} label={t.action.close} onClick={onClose} />
      </header>
      <div class="d-lightbox__stage">
        {photos.length > 1 && <IconButton class="d-lightbox__step" icon={ARROW_LEFT} label={t.cases.previousPhoto} onClick={() => go(-1)} />}
        {broken ? <p class="d-lightbox__broken">{t.cases.brokenPhoto}</p> : <img key={photo.id} src={photo.url} alt={photo.name} onError={() => setBroken(true)} />}
        {photos.length > 1 && <IconButton class="d-lightbox__step" icon={ARROW_RIGHT} label={t.cases.nextPhoto} onClick={() => go(1)} />}
      </div>
    </Modal>
  );
}

import { useState } from "preact/hooks";
import { Icon } from "../../../../kit/ui/Icon";
import { FILE } from "../../../../kit/icons";
import { useText } from "../text";
import type { CaseFile } from "../../../../kit/api/types";
import { Lightbox } from "./Lightbox";
import "./photos.css";

const isPhoto = (file: CaseFile): boolean => file.media_type.startsWith("image/");

function Thumbnail({ file, onOpen }: { file: CaseFile; onOpen: () => void }) {
  const t = useText();
  return (
    <li>
      <button type="button" class="d-photos__one" aria-label={t.cases.openPhoto(file.name)} title={file.name} data-testid="photo" onClick={onOpen}>
        <img src={file.url} alt="" loading="lazy" decoding="async" />
      </button>
    </li>
  );
}

/** Pictures as a grid that opens, other files as links. */
export function Photos({ files }: { files: CaseFile[] }) {
  const t = useText();
  const [at, setAt] = useState<number | null>(null);
  const photos = files.filter(isPhoto);
  return (
    <section class="d-card">
      <h2 class="d-case__title">
        {t.cases.photos} <span class="d-section__count">{files.length}</span>
      </h2>
      <ul class="d-photos">
        {photos.map((file, index) => (
          <Thumbnail key={file.id} file={file} onOpen={() => setAt(index)} />
        ))}
      </ul>
      {files.filter((file) => !isPhoto(file)).map((file) => (
        <a key={file.id} class="d-file" href={file.url} target="_blank" rel="noopener">
          <Icon path={FILE} size={18} />
          <span>{file.name}</span>
          <small>{t.cases.size(file.size / 1024)}</small>
        </a>
      ))}
      {at !== null && <Lightbox photos={photos} at={at} onMove={setAt} onClose={() => setAt(null)} />}
    </section>
  );
}

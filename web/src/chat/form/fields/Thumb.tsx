import { useEffect } from "preact/hooks";
import type { StoredFile } from "../../../kit/api/forms";
import { NOTE, PICTURE } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import { Icon } from "../../../kit/ui/Icon";
import { PDF } from "../../files";
import type { Uploads } from "../uploads";
import "./photos.css";

/** A small look at a picture the server has; a sheet of paper for a PDF, a frame until it is there. */
export function Thumb({ file, uploads, alt }: { file: StoredFile | undefined; uploads: Uploads; alt: string }) {
  const previews = useStore(uploads.previews);
  const preview = file && previews[file.id];
  useEffect(() => {
    if (file) uploads.preview(file);
  }, [file?.id]);
  if (preview) return <img class="f-thumb" src={preview} alt={alt} />;
  return (
    <span class="f-thumb f-thumb--blank" role="img" aria-label={alt}>
      <Icon path={file?.media_type === PDF ? NOTE : PICTURE} size={22} />
    </span>
  );
}

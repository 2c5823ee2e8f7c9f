import { ALERT, CLOSE, RETRY } from "../../../kit/icons";
import { useTexts } from "../../../kit/i18n";
import { Icon } from "../../../kit/ui/Icon";
import type { FormDraft } from "../draft";
import { texts } from "../texts";
import type { Upload } from "../uploads";
import "./photos.css";

/** A picture on its way, or one that did not get there. */
export function WaitingPhoto({ upload, draft }: { upload: Upload; draft: FormDraft }) {
  const text = useTexts(texts).photos;
  const { id, file, preview, share, problem } = upload;
  const percent = Math.round(share * 100);
  return (
    <li class={`f-photo ${problem ? "f-photo--problem" : "f-photo--going"}`}>
      {preview ? (
        <img class="f-thumb" src={preview} alt="" />
      ) : (
        <span class="f-thumb f-thumb--blank">{problem && <Icon path={ALERT} size={22} />}</span>
      )}
      {problem === null && <span class="f-photo__bar" role="progressbar" aria-label={file.name} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} aria-valuetext={text.progress(percent)} style={{ "--share": share }} />}
      {(problem === "network" || problem === "server") && (
        <button type="button" class="f-photo__retry" aria-label={`${text.retry}: ${file.name}`} title={text.retry} onClick={() => draft.uploads.retry(id)}>
          <Icon path={RETRY} size={18} />
        </button>
      )}
      <button type="button" class="f-photo__remove" aria-label={text.remove(file.name)} title={text.remove(file.name)} onClick={() => draft.uploads.discard(id)}>
        <Icon path={CLOSE} size={14} />
      </button>
    </li>
  );
}

import { casePicture } from "../../../../kit/message/casePictures";
import { Icon } from "../../../../kit/ui/Icon";
import { caseIcon } from "../../../text/catalogue";
import "./case-marks.css";

/** What a case is about, at a glance; the words beside it say the same. */
export function CaseIcon({ kind, size }: { kind: string; size: number }) {
  return (
    <span class="d-case-icon" style={{ width: `${size}px`, height: `${size}px` }} aria-hidden="true">
      <Icon path={casePicture(caseIcon(kind))} size={Math.round(size * 0.56)} />
    </span>
  );
}

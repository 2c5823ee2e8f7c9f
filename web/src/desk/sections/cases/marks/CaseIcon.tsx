import { BAG, CHAT, PLANE, TRANSFER } from "../../../../kit/icons";
import { Icon } from "../../../../kit/ui/Icon";
import { CASE_DAMAGED, CASE_LOST, CASE_OPENED, CASES, FILE, MONEY, REFUND, SEAT, TAG } from "../../../icons";
import { caseIcon } from "../../../text/catalogue";
import "./case-marks.css";

/** Pictures by the names that the catalogue uses. */
const PICTURES: Record<string, string> = {
  bag: BAG,
  case: CASES,
  case_damaged: CASE_DAMAGED,
  case_lost: CASE_LOST,
  case_opened: CASE_OPENED,
  file: FILE,
  message: CHAT,
  money: MONEY,
  plane: PLANE,
  refund: REFUND,
  seat: SEAT,
  tag: TAG,
  transfer: TRANSFER,
};

const pictureOf = (kind: string): string => PICTURES[caseIcon(kind) ?? ""] ?? CASES;

/** What a case is about, at a glance; the words beside it say the same. */
export function CaseIcon({ kind, size }: { kind: string; size: number }) {
  return (
    <span class="d-case-icon" style={{ width: `${size}px`, height: `${size}px` }} aria-hidden="true">
      <Icon path={pictureOf(kind)} size={Math.round(size * 0.56)} />
    </span>
  );
}

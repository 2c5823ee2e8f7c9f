import { BAG, TRANSFER } from "../../../../kit/icons";
import { Icon } from "../../../../kit/ui/Icon";
import { CASE_DAMAGED, CASE_LOST, CASE_OPENED, CASES, MONEY, REFUND, SEAT } from "../../../icons";
import type { Kind } from "../logic/cases";
import "./case-marks.css";

const ICONS: Record<Kind, string> = {
  bag_missing: CASE_LOST,
  bag_damaged: CASE_DAMAGED,
  bag_contents_missing: CASE_OPENED,
  bag_claim: MONEY,
  rebook_request: TRANSFER,
  refund_request: REFUND,
  seat_request: SEAT,
};

const iconOf = (kind: string): string => ICONS[kind as Kind] ?? (kind.startsWith("bag_") ? BAG : CASES);

/** What a case is about, at a glance; the words beside it say the same. */
export function CaseIcon({ kind, size }: { kind: string; size: number }) {
  return (
    <span class="d-case-icon" style={{ width: `${size}px`, height: `${size}px` }} aria-hidden="true">
      <Icon path={iconOf(kind)} size={Math.round(size * 0.56)} />
    </span>
  );
}

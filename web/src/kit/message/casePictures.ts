/** The drawings for kinds of cases, by the names that the server gives. */
import { BAG, CASE_DAMAGED, CASE_LOST, CASE_OPENED, CASES, CHAT, FILE, MONEY, PLANE, REFUND, SEAT, TAG, TRANSFER } from "../icons";

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

export const casePicture = (icon: string | null | undefined): string => PICTURES[icon ?? ""] ?? CASES;

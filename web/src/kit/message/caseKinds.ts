/** The drawing for each kind of case. */
import { BAG, CASE, CHAT, PLANE } from "../icons";

export const BAG_KINDS: Record<string, string> = {
  bag_missing: BAG,
  bag_damaged: BAG,
  bag_contents_missing: BAG,
  bag_claim: CASE,
  rebook_request: PLANE,
  refund_request: CASE,
  seat_request: PLANE,
  message: CHAT,
};

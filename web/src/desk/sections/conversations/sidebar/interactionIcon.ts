/** A drawing for each kind of thing the assistant does. */
import { BOOK, HEADSET, INFO, NOTE, SEARCH, STAR } from "../../../../kit/icons";
import { interactionKind } from "../text/codes";

const ICONS = { lookup: SEARCH, article: BOOK, handover: HEADSET, case: NOTE, survey: STAR, other: INFO } as const;

export const interactionIcon = (kind: string): string => ICONS[interactionKind(kind)];

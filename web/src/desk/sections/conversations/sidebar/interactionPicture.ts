/** A drawing for each kind of thing the assistant does. */
import { ALERT, BELL, BOOK, INFO, NOTE, SEARCH } from "../../../../kit/icons";
import { interactionIcon } from "../../../text/catalogue";

/** By the names that the catalogue uses. */
const PICTURES: Record<string, string> = { alert: ALERT, bell: BELL, book: BOOK, note: NOTE, search: SEARCH };

export const interactionPicture = (kind: string): string => PICTURES[interactionIcon(kind) ?? ""] ?? INFO;

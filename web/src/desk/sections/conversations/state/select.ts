/** The way to a conversation. */
import { go } from "../../../state/route";

export const SECTION = "conversations";

/** Open a conversation, or with null go back to the list alone. */
export const select = (id: string | null): void => go({ section: SECTION, id });

/** The ways into this section: to a found item, or to a new one. */
import { go } from "../../state/route";

export const SECTION = "found";
export const NEW = "~new";

/** Open an item, or with null go back to the list alone. */
export const select = (id: string | null): void => go({ section: SECTION, id });

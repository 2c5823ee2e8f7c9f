/** The ways into this section: to a notice, or to a new one. */
import { go } from "../../state/route";

export const SECTION = "notices";
export const NEW = "~new";

/** Open a notice, or with null go back to the list alone. */
export const select = (id: string | null): void => go({ section: SECTION, id });

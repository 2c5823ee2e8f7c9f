/** The ways into this section: to one of its subjects. */
import { go } from "../../state/route";

export const SECTION = "administration";

/** Open a subject, or with null go back to the list alone. */
export const select = (id: string | null): void => go({ section: SECTION, id });

/** The ways into this section: to a mail that was given up. */
import { go } from "../../state/route";

export const SECTION = "mail";

/** Open a mail, or with null go back to the list alone. */
export const select = (id: string | null): void => go({ section: SECTION, id });

/** The way to a message in quarantine. */
import { go } from "../../state/route";

export const SECTION = "quarantine";

/** Open a message, or with null go back to the list alone. */
export const selectQuarantined = (id: string | null): void => go({ section: SECTION, id });

/** The way to a case. */
import { go } from "../../../state/route";

export const SECTION = "cases";

/** Open a case, or with null go back to the list alone. */
export const selectCase = (reference: string | null): void => go({ section: SECTION, id: reference });

/** The ways into this section: to an article, to one that is being begun, to a question. */
import { go } from "../../state/route";

export const SECTION = "knowledge";

/** No article is called so: their names begin with a letter. */
const NEW = "~new";

/** An article that is not saved yet; there may be one for each question. */
export const newPath = (question?: string): string => (question ? `${NEW}-${question}` : NEW);
export const isNew = (id: string): boolean => id.startsWith(NEW);
const QUESTION = "~question-";

export const questionPath = (id: string): string => QUESTION + id;
export const questionOf = (id: string | null): string | null => (id?.startsWith(QUESTION) ? id.slice(QUESTION.length) : null);

/** Open an article or a question, or with null go back to the list alone. */
export const select = (id: string | null): void => go({ section: SECTION, id });

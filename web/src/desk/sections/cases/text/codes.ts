/** Words for the codes of cases. A code not known here is shown as it is named, with spaces. */
import type { Language } from "../../../../kit/api/types";
import { texts } from ".";
import { plain } from "../../../text/plain";

const word = (words: Record<string, string>, code: string): string => words[code] ?? plain(code);

export const caseKind = (kind: string, language: Language): string => word(texts[language].cases.kind, kind);
export const caseStatus = (status: string, language: Language): string => word(texts[language].cases.status, status);
export const deadlineName = (kind: string, language: Language): string => word(texts[language].cases.deadline, kind);

/** Words for the codes of cases that the catalogue does not name. */
import type { Language } from "../../../../kit/api/types";
import { plain } from "../../../text/plain";
import { texts } from ".";

export function deadlineName(kind: string, language: Language): string {
  const words: Record<string, string> = texts[language].cases.deadline;
  return words[kind] ?? plain(kind);
}

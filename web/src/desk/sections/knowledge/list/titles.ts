/** What an article is called in the language of the desk; in the other one where that is all there is. */
import type { Bilingual, Language } from "../../../../kit/api/types";

export const titleIn = (title: Bilingual, language: Language): string => title[language] || title.zh || title.en;

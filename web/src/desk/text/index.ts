/** The desk's dictionary in both languages. */
import { defineTexts, language, useTexts } from "../../kit/i18n";
import { en } from "./en";
import { zh } from "./zh";

export const texts = defineTexts({ zh, en });

/** The texts for a component, in the language of the moment. */
export const useText = () => useTexts(texts);

/** The texts for code outside components: notices, notifications, the page title. */
export const text = () => texts[language.value];

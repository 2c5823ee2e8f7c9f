/** The words of the conversations beside those of the whole desk, in both languages. */
import { defineTexts, language, useTexts } from "../../../../kit/i18n";
import * as desk from "../../../text";
import { en } from "./en";
import { zh } from "./zh";

export const texts = defineTexts({
  zh: { ...desk.texts.zh, ...zh },
  en: { ...desk.texts.en, ...en },
});

export type Text = (typeof texts)["en"];

export const useText = () => useTexts(texts);
export const text = () => texts[language.value];

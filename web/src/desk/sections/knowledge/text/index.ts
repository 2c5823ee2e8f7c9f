/** The section's own words beside those of the whole desk. */
import { defineTexts, language, useTexts } from "../../../../kit/i18n";
import * as desk from "../../../text";
import { en } from "./en";
import { zh } from "./zh";

export const texts = defineTexts({ zh: { ...desk.texts.zh, knowledge: zh }, en: { ...desk.texts.en, knowledge: en } });

export const useText = () => useTexts(texts);
export const text = () => texts[language.value];

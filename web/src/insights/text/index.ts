/** The words that every report shares, in both languages; a report adds its own. */
import { defineTexts, useTexts } from "../../kit/i18n";
import { en } from "./en";
import { zh } from "./zh";

export const texts = defineTexts({ zh, en });

export const useText = () => useTexts(texts);

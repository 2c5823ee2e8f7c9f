/** The report's dictionary in both languages, with the words that all reports share. */
import { defineTexts, useTexts } from "../../../../kit/i18n";
import { texts as shared } from "../../../text";
import { en } from "./en";
import { zh } from "./zh";

const texts = defineTexts({ zh: { ...shared.zh, ...zh }, en: { ...shared.en, ...en } });
export type ServiceText = (typeof texts)["zh"];

export const useText = () => useTexts(texts);

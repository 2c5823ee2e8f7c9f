/** The page's dictionary in both languages. */
import { defineTexts, useTexts } from "../../kit/i18n";
import { en } from "./en";
import { zh } from "./zh";

export const texts = defineTexts({ zh, en });
export type InsightsText = typeof zh;

export const useText = () => useTexts(texts);

/** The report on surveys: what customers answered. */
import type { Report } from "../report";
import { View } from "./View";

export const surveys: Report = {
  id: "surveys",
  words: {
    zh: { tab: "问卷", title: "问卷结果", lead: "客户怎么说，有多确定，变化是否只是偶然。" },
    en: { tab: "Surveys", title: "Survey results", lead: "What customers say, how sure that is, and whether a change is more than chance." },
  },
  View,
};

/** The report on coaching: conversations that are rated, how far raters agree, and what agents do well. */
import type { Report } from "../report";
import { View } from "./View";

export const coaching: Report = {
  id: "coaching",
  words: {
    zh: { tab: "辅导", title: "服务质检与辅导", lead: "抽取已结束的会话，两位主管各自打分；看看标准是否一致，每位客服强在哪里。" },
    en: { tab: "Coaching", title: "Coaching", lead: "Conversations picked by chance and rated by two: how far their standards agree, and what each agent does well." },
  },
  View,
};

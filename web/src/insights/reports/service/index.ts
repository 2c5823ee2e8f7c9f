/** The report on service: what became of conversations. It is the overview, too. */
import type { Report } from "../report";
import { View } from "./View";

export const service: Report = {
  id: "service",
  words: {
    zh: { tab: "服务", title: "服务概况", lead: "会话从哪里来、怎么结束、等了多久，变化是否只是偶然。" },
    en: { tab: "Service", title: "Service", lead: "Where conversations come from, how they end, how long they wait, and whether a change is more than chance." },
  },
  View,
};

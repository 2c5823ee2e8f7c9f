/** The report on journeys: where customers come by, and where their time is lost. */
import type { Report } from "../report";
import { View } from "./View";

export const journey: Report = {
  id: "journey",
  words: {
    zh: { tab: "客户旅程", title: "客户旅程", lead: "客户经过哪里、停留多久、在哪里离开、心情如何，时间又耗在哪里。" },
    en: { tab: "Journey", title: "Customer journey", lead: "Where customers come by, how long they stay, where they leave, how they feel, and where their time is lost." },
  },
  View,
};

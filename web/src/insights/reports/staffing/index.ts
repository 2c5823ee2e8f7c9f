/** The report on staffing: how many people a day needs, and who is planned for it. */
import type { Report } from "../report";
import { View } from "./View";

export const staffing: Report = {
  id: "staffing",
  words: {
    zh: { tab: "排班", title: "人力与排班", lead: "什么时候会来多少客户，需要几个人接，班怎么排，现有的排班够不够。" },
    en: { tab: "Staffing", title: "Staffing", lead: "How many customers come when, how many people that takes, which shifts cover it, and whether the roster does." },
  },
  View,
};

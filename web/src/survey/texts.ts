/** Every word of the survey page, in both languages. */
import { defineTexts } from "../kit/i18n";

export const texts = defineTexts({
  zh: {
    pageTitle: "服务评价",
    intro: "只需一分钟。您的评价会交给负责服务的团队，帮助我们改进。",
    answeredIntro: "我们已收到您的评价。问卷结束之前，您可以随时修改。",
    loading: "正在打开问卷",
    languages: "语言",
    notFoundTitle: "找不到这份问卷",
    notFoundText: "链接可能不完整。请从收到的消息里重新打开一次。",
    closedTitle: "问卷已结束",
    closedText: "这份问卷已经过了有效期，不再收集答复。谢谢您的关注。",
    closedAnswered: "这份问卷已经结束。您之前的评价已妥善保存：",
    errorTitle: "暂时打不开问卷",
    errorText: "可能是网络或服务的问题，请稍后再试。",
    retry: "重新加载",
  },
  en: {
    pageTitle: "How did we do?",
    intro: "It takes a minute. Your answer goes to the team that looked after you and helps us improve.",
    answeredIntro: "We have your answer. You can change it until the survey closes.",
    loading: "Opening the survey",
    languages: "Language",
    notFoundTitle: "We cannot find this survey",
    notFoundText: "The link may be incomplete. Please open it once more from the message you received.",
    closedTitle: "This survey has closed",
    closedText: "Its time is up, so it takes no more answers. Thank you all the same.",
    closedAnswered: "This survey has closed. We kept the answer you gave:",
    errorTitle: "The survey will not open just now",
    errorText: "It may be the network, or us. Please try again in a moment.",
    retry: "Reload",
  },
});

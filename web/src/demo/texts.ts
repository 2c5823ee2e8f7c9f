/** Every word of the demo site, in both languages. */
import { defineTexts } from "../kit/i18n";
import type { BagCardData } from "../kit/api/messages";

export interface Stage {
  key: "before" | "during" | "after";
  when: string;
  title: string;
  text: string;
  points: string[];
  ask: string;
}

interface DemoTexts {
  pageTitle: string;
  brand: string;
  languages: string;
  desk: string;
  heroTitle: string[];
  heroText: string;
  heroAction: string;
  heroMore: string;
  suggested: string;
  questions: string[];
  stagesTitle: string;
  stagesText: string;
  askThis: string;
  stages: Stage[];
  bag: BagCardData;
  /** A tag that exists in the demo data. */
  tryTag: string;
  satisfied: string;
  checklist: { title: string; items: { label: string; value: string }[] };
  personTitle: string;
  personText: string;
  personPoints: string[];
  talk: { ask: string; joined: string; agent: string; reply: string };
  teamTitle: string;
  teamText: string;
  teamAction: string;
  footer: string;
  footerMade: string;
}

export const texts = defineTexts<DemoTexts>({
  zh: {
    pageTitle: "灯笼航空：一路有灯，行李有踪",
    brand: "灯笼航空",
    languages: "语言",
    desk: "客服工作台",
    heroTitle: ["一路有灯，", "行李有踪。"],
    heroText: "行李、值机、延误、改签，用中文或英文问一句就行。需要人工的时候，客服会带着完整的前因后果接着帮您。",
    heroAction: "问问智能助手",
    heroMore: "看看它能做什么",
    suggested: "大家常问",
    questions: ["我的行李到哪了？", "充电宝能带上飞机吗？", "航班延误了怎么办？", "转人工"],
    stagesTitle: "从收拾行李，到回家之后",
    stagesText: "同一个对话窗口，陪您走完整趟旅程。",
    askThis: "试着问",
    stages: [
      {
        key: "before",
        when: "出行前",
        title: "把行前的事问清楚",
        text: "出发前最容易忘的，助手都记得。",
        points: ["行李额度与禁带物品", "网上值机、选座与餐食", "轮椅、无人陪伴儿童等特殊服务"],
        ask: "经济舱可以托运多少行李？",
      },
      {
        key: "during",
        when: "旅途中",
        title: "行李走到哪一步，看得见",
        text: "报上行李牌号和姓氏，每一次扫描都在眼前。",
        points: ["托运、装机、转机、到达，都按当地时间显示", "没赶上转机？告诉您改由哪一班运送", "延误、取消时的餐食、住宿与改签"],
        ask: "我的行李到哪了？",
      },
      {
        key: "after",
        when: "到达后",
        title: "事情没完，我们不走",
        text: "行李晚到或破损，立案、进度、赔付，一路跟到底。",
        points: ["行李迟运与破损登记", "查询案件进度，更改派送地址", "服务评价直达服务团队"],
        ask: "我的行李没到怎么办？",
      },
    ],
    bag: {
      type: "bag",
      tag_masked: "0784***456",
      flight: null,
      title: "行李动态",
      status: "已到达",
      steps: [
        { label: "已托运", place: "北京首都", local_time: "08:12", state: "done" },
        { label: "已通过安检", place: "北京首都", local_time: "08:30", state: "done" },
        { label: "已到达", place: "伦敦希思罗", local_time: "14:55", state: "current" },
        { label: "送上行李转盘", place: "伦敦希思罗", local_time: null, state: "next" },
      ],
      next: "送上行李转盘 · 伦敦希思罗",
    },
    tryTag: "演示行李牌 0784123456，姓氏 Zhang",
    satisfied: "满意",
    checklist: {
      title: "经济舱 · 北京往返伦敦",
      items: [
        { label: "托运行李", value: "2 件，每件 23 公斤" },
        { label: "随身行李", value: "1 件，8 公斤" },
        { label: "充电宝", value: "只能随身携带" },
      ],
    },
    personTitle: "想找人，说一声就行",
    personText: "助手答不了的，绝不硬答。客服接手时，之前说过的、查过的、核实过的都在眼前，您不必从头再讲一遍。",
    personPoints: ["随时显示排队位置", "客服接入后，助手不再插话", "聊到一半断网也不怕，恢复后自动补上"],
    talk: {
      ask: "行李箱轮子摔坏了，想找人处理",
      joined: "林晓燕 已接入对话",
      agent: "林晓燕",
      reply: "您好，行李牌和航班我这边都看到了。除了轮子，箱体还有别的损坏吗？我来为您登记。",
    },
    teamTitle: "客服团队的工作台",
    teamText: "每一次转接都附带原因、要点和下一步建议，要点可以点回原话。",
    teamAction: "打开工作台",
    footer: "灯笼航空是虚构的航空公司，用来演示开源客服系统 Serviceloop。请不要输入真实的个人信息。",
    footerMade: "由 Serviceloop 提供",
  },
  en: {
    pageTitle: "Lantern Air: light for the way, word of your bags",
    brand: "Lantern Air",
    languages: "Language",
    desk: "Team desk",
    heroTitle: ["Light for the way.", "Word of your bags."],
    heroText: "Bags, check-in, delays, rebooking: just ask, in English or Chinese. When it takes a person, one steps in already knowing the whole story.",
    heroAction: "Ask the assistant",
    heroMore: "See what it does",
    suggested: "People often ask",
    questions: ["Where is my bag?", "Can I fly with a power bank?", "My flight is delayed, what now?", "Talk to a person"],
    stagesTitle: "From packing to being home again",
    stagesText: "One conversation that stays with you the whole way.",
    askThis: "Try asking",
    stages: [
      {
        key: "before",
        when: "Before you fly",
        title: "Leave with nothing left to wonder",
        text: "What travellers forget, the assistant remembers.",
        points: ["Baggage allowance and what may not fly", "Online check-in, seats and meals", "Wheelchairs, children travelling alone, special care"],
        ask: "How much baggage can I check in economy?",
      },
      {
        key: "during",
        when: "On the way",
        title: "See every step your bag takes",
        text: "Give the tag number and your surname; every scan is there.",
        points: ["Checked, loaded, transferred, arrived, in local time", "Missed a connection? It says which flight brings it", "Meals, hotels and rebooking when plans change"],
        ask: "Where is my bag?",
      },
      {
        key: "after",
        when: "After landing",
        title: "We stay until it is settled",
        text: "Late bag or broken wheel: reported, followed and made good.",
        points: ["Report a delayed or damaged bag", "Follow your case, change the delivery address", "Your feedback reaches the team that helped you"],
        ask: "My bag did not arrive. What do I do?",
      },
    ],
    bag: {
      type: "bag",
      tag_masked: "0784***456",
      flight: null,
      title: "Your bag",
      status: "Arrived",
      steps: [
        { label: "Checked in", place: "Beijing Capital", local_time: "08:12", state: "done" },
        { label: "Security-cleared", place: "Beijing Capital", local_time: "08:30", state: "done" },
        { label: "Arrived", place: "London Heathrow", local_time: "14:55", state: "current" },
        { label: "Baggage belt", place: "London Heathrow", local_time: null, state: "next" },
      ],
      next: "Baggage belt · London Heathrow",
    },
    tryTag: "Demo tag 0784123456, surname Zhang",
    satisfied: "Satisfied",
    checklist: {
      title: "Economy · Beijing to London",
      items: [
        { label: "Checked", value: "2 bags, 23 kg each" },
        { label: "Cabin", value: "1 bag, 8 kg" },
        { label: "Power bank", value: "Cabin only" },
      ],
    },
    personTitle: "Want a person? Just say so",
    personText: "What the assistant cannot answer, it does not guess. Whoever takes over sees what was said, looked up and verified, so you never start again.",
    personPoints: ["Your place in the queue, always in view", "Once a person is with you, the assistant stays out of it", "Lost signal half way? It catches up by itself"],
    talk: {
      ask: "A wheel broke off my suitcase, can someone help?",
      joined: "Grace Lin joined the chat",
      agent: "Grace Lin",
      reply: "Hello! I can see your tag and flight already. Is anything broken besides the wheel? I'll write the report for you.",
    },
    teamTitle: "The desk behind it",
    teamText: "Every hand-over comes with its reason, the facts and a next step, and each fact links back to the words it came from.",
    teamAction: "Open the desk",
    footer: "Lantern Air is an invented airline that shows Serviceloop, an open-source support desk. Please do not enter real personal details.",
    footerMade: "Powered by Serviceloop",
  },
});

/** The words around mail that was given up, in both languages. */
import { defineTexts, language, useTexts } from "../../../kit/i18n";
import * as desk from "../../text";

const en = {
  section: { name: "Failed mail", short: "Mail", one: "Mail", pane: "Failed mail", next: "Next mail", previous: "Previous mail" },
  waiting: (n: number) => (n === 1 ? "1 mail can be sent again" : `${n} mails can be sent again`),
  shown: (n: number) => (n === 1 ? "1 mail that was given up" : `${n} mails that were given up`),
  empty: { title: "Nothing was given up", hint: "Mail that could not be delivered stands here with the reason." },
  failed: "The mails could not be loaded.",
  missing: "This mail is not on the list any more.",
  chooseTitle: "Choose a mail",
  chooseHint: "You see why it was given up, and can send it again.",
  to: "Was sent to",
  toNow: "Goes to now",
  why: "Why it was given up",
  when: "Queued",
  attempts: "Attempts",
  about: "About",
  bar: {
    sent_again: "It was sent again already.",
    not_kept: "Its words are not kept, so it cannot be sent again. Codes, surveys and transcripts are asked for anew.",
    case_moved: "The case has moved on: this mail would tell what is not so any more. Move the case to tell the customer how it stands.",
    no_address: "No address is known for this case. Ask the customer for one in their conversation.",
  } as Record<string, string>,
  hint: "It says what the case says now, with its files, and goes to the address on the customer's own record. To correct that, ask the customer: nobody types one here.",
  again: "Send again",
  sent: "On its way again.",
};

const zh: typeof en = {
  section: { name: "未送达邮件", short: "邮件", one: "邮件", pane: "未送达邮件", next: "下一封邮件", previous: "上一封邮件" },
  waiting: (n) => `${n}封邮件可以重发`,
  shown: (n) => `共${n}封未送达邮件`,
  empty: { title: "没有未送达的邮件", hint: "最终没能送达的邮件会连同原因列在这里。" },
  failed: "邮件加载失败。",
  missing: "这封邮件已不在列表中。",
  chooseTitle: "请选择一封邮件",
  chooseHint: "可以查看没有送达的原因，并重新发送。",
  to: "原收件地址",
  toNow: "现在发往",
  why: "没有送达的原因",
  when: "提交时间",
  attempts: "尝试次数",
  about: "相关工单",
  bar: {
    sent_again: "已经重发过了。",
    not_kept: "邮件内容没有保留，不能重发。验证码、问卷和对话记录请重新申请。",
    case_moved: "工单状态已经变了，这封邮件的内容不再属实。请更改工单状态来通知客户。",
    no_address: "这个工单没有可用的邮箱，请在对话里向客户询问。",
  },
  hint: "内容以工单现在的情况为准，连同附件一起发往客户本人登记的地址。地址要改，请向客户核实，这里不能手工填写。",
  again: "重新发送",
  sent: "已重新提交。",
};

/** The section's own words beside those of the whole desk. */
export const texts = defineTexts({ zh: { ...desk.texts.zh, mail: zh }, en: { ...desk.texts.en, mail: en } });

export const useText = () => useTexts(texts);
export const text = () => texts[language.value];

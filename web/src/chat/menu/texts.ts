/** The words of the window's menu, in both languages. */
import { defineTexts } from "../../kit/i18n";

export const texts = defineTexts({
  zh: {
    alerts: "新消息提醒",
    alertsHint: "声音和页面标题",
    save: "保存对话",
    mail: "把对话发到邮箱",
    address: "邮箱地址",
    send: "发送",
    sent: (to: string) => `已安排发送到 ${to}`,
    saved: "对话已保存为文件",
    problem: {
      invalid_request: "请检查邮箱地址",
      too_many_requests: "发送次数过多，请一小时后再试",
      mail_unavailable: "暂时无法发送邮件，请先保存为文件",
      other: "没有成功，请检查网络后再试",
    },
  },
  en: {
    alerts: "Alert me to new messages",
    alertsHint: "Sound and page title",
    save: "Save this conversation",
    mail: "Mail me this conversation",
    address: "E-mail address",
    send: "Send",
    sent: (to: string) => `On its way to ${to}`,
    saved: "Saved as a file",
    problem: {
      invalid_request: "Please check the address",
      too_many_requests: "That was often enough. Please try again in an hour",
      mail_unavailable: "We cannot send mail just now. Please save it as a file",
      other: "That did not work. Please check your connection and try again",
    },
  },
});

/** The words around what is given and mailed with a case. */
import { defineTexts } from "../../../../kit/i18n";

export const given = defineTexts({
  zh: {
    files: "给客户的文件",
    hint: "客户可以在对话里的工单卡片上打开，有关这张单的邮件也会附上。",
    attach: "添加文件",
    remove: (name: string) => `移除${name}`,
    mails: "邮件",
    status: { waiting: "等待发送", sent: "已发出", failed: "发送失败" },
    attempts: (n: number) => `已尝试 ${n} 次`,
    attached: (n: number) => `附件 ${n} 个`,
    error: {
      recipient_refused: "收件地址被拒收",
      bounced: "此前寄到该地址的邮件被退回，不再发送",
      message_refused: "邮件被服务器拒收",
      sign_in_refused: "邮件服务器拒绝登录",
      unreachable: "连不上邮件服务器",
      not_set_up: "没有设置邮件服务器",
      malformed: "邮件地址有误",
      attachment_missing: "附件已不存在",
      expired: "已过时效，不再发送",
    } as Record<string, string>,
  },
  en: {
    files: "Files for the customer",
    hint: "The customer can open them on the case’s card in the conversation, and they go with the mails about it.",
    attach: "Attach a file",
    remove: (name: string) => `Remove ${name}`,
    mails: "Mails",
    status: { waiting: "Waiting", sent: "Sent", failed: "Failed" },
    attempts: (n: number) => (n === 1 ? "1 attempt" : `${n} attempts`),
    attached: (n: number) => (n === 1 ? "1 file" : `${n} files`),
    error: {
      recipient_refused: "the address was refused",
      bounced: "not sent: mail to this address came back before",
      message_refused: "the mail was refused",
      sign_in_refused: "the mail server refused our sign-in",
      unreachable: "the mail server could not be reached",
      not_set_up: "no mail server is set up",
      malformed: "the address is malformed",
      attachment_missing: "what was attached is gone",
      expired: "too late to be of use",
    } as Record<string, string>,
  },
});

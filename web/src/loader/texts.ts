/** The launcher's few words. */
import type { Language } from "./settings";

interface Words {
  open: string;
  close: string;
  unread: (count: number) => string;
  panel: string;
}

export const words: Record<Language, Words> = {
  zh: {
    open: "打开在线客服",
    close: "收起在线客服",
    unread: (count) => `，${count} 条未读消息`,
    panel: "在线客服",
  },
  en: {
    open: "Open support chat",
    close: "Close support chat",
    unread: (count) => (count === 1 ? ", 1 unread message" : `, ${count} unread messages`),
    panel: "Support chat",
  },
};

/** Mail that was given up: supervisors see why, and send it again. */
import { MAIL } from "../../../kit/icons";
import { useStore } from "../../../kit/store";
import type { Section, Waiting } from "../section";
import { MailListPane } from "./MailListPane";
import { MailPane } from "./MailPane";
import { SECTION } from "./select";
import { failed, forgetMail, loadFailed } from "./state";
import { texts, useText } from "./text";

function useWaiting(): Waiting {
  const t = useText().mail;
  const { length } = useStore(failed).mails.filter(({ bar }) => bar === null);
  return { count: length, words: t.waiting(length), tone: "warm" };
}

export const mail: Section = {
  id: SECTION,
  parameter: "mail",
  icon: MAIL,
  keys: "Alt+H",
  forLeads: true,
  words: { zh: texts.zh.mail.section, en: texts.en.mail.section },
  List: MailListPane,
  Pane: MailPane,
  useWaiting,
  rows: () => failed.value.mails.map(({ id }) => id),
  nextTab: () => undefined,
  refresh: () => void loadFailed({ quiet: failed.value.phase === "ready" }),
  resynchronise: () => void loadFailed({ quiet: failed.value.phase === "ready" }),
  forget: forgetMail,
};

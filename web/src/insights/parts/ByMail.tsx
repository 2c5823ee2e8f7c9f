import { useEffect, useState } from "preact/hooks";
import { useLanguage } from "../../kit/i18n";
import { useStore } from "../../kit/store";
import { loadSubscriptions, type Pace, subscribe, type Subscription, subscriptions } from "../mailing";
import { useText } from "../text";
import { Select } from "./Select";

const PACES = ["never", "week", "month"] as const;

/** How often this report comes by mail; what is chosen is kept at once. */
export function ByMail({ report, questionnaire }: { report: Subscription["report"]; questionnaire: string | null }) {
  const t = useText();
  const language = useLanguage();
  const { list } = useStore(subscriptions);
  const [said, setSaid] = useState("");
  useEffect(() => void loadSubscriptions(), []);
  useEffect(() => setSaid(""), [questionnaire]);
  if (!list) return null;
  const chosen = list.find((one) => one.report === report && one.questionnaire === questionnaire)?.pace ?? "never";
  const choose = async (value: string) => {
    const pace = PACES.find((one) => one === value) ?? "never";
    const kept = await subscribe(report, questionnaire, pace === "never" ? null : (pace satisfies Pace), language);
    setSaid(kept ? t.byMailTold[pace] : t.byMailFailed);
  };
  return (
    <div class="i-by-mail">
      <Select label={t.byMail} value={chosen} options={PACES.map((one) => ({ value: one, words: t.paces[one] }))} testId="by-mail" onChoose={(value) => void choose(value)} />
      <p role="status">{said}</p>
    </div>
  );
}

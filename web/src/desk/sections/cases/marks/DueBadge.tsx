import { useLanguage } from "../../../../kit/i18n";
import { daysAgo, fullTime } from "../../../../kit/time";
import { useStore } from "../../../../kit/store";
import type { CaseSummary, Language } from "../../../../kit/api/types";
import { type Due, dueOf } from "../logic/cases";
import { minutes } from "../../../state/clock";
import { type CaseText, texts, useText } from "../text";
import { shortAge } from "../../../text/times";
import "./case-marks.css";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Days are those of the calendar, as beside the case's last days; the hours of less than a day are told. */
function timeLeft(due: string, now: number, language: Language): string {
  const ms = Math.abs(Date.parse(due) - now);
  if (ms < DAY_MS) return shortAge(Math.max(MINUTE_MS, ms), language);
  return texts[language].time.days(Math.abs(daysAgo(new Date(due), new Date(now))));
}

function words({ left, urgency }: Due, t: CaseText, age: string): string {
  if (urgency === "overdue") return t.overdue(age);
  return left < MINUTE_MS ? t.dueNow : t.dueIn(age);
}

/** How long a case still has, or for how long it is late; quiet as long as there is time. */
export function DueBadge({ one }: { one: Pick<CaseSummary, "closed_at" | "due_at"> }) {
  const t = useText();
  const language = useLanguage();
  const now = useStore(minutes);
  const due = dueOf(one, now);
  if (!due || !one.due_at) return null;
  return (
    <span class={`d-due d-due--${due.urgency}`} title={`${t.cases.due}: ${fullTime(one.due_at, language)}`} data-testid="due" data-urgency={due.urgency}>
      {words(due, t.cases, timeLeft(one.due_at, now, language))}
    </span>
  );
}

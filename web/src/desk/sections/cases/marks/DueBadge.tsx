import { useLanguage } from "../../../../kit/i18n";
import { fullTime } from "../../../../kit/time";
import { useStore } from "../../../../kit/store";
import type { CaseSummary, Language } from "../../../../kit/api/types";
import { type Due, dueOf } from "../logic/cases";
import { minutes } from "../../../state/clock";
import { type CaseText, texts, useText } from "../text";
import { shortAge } from "../../../text/times";
import "./case-marks.css";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Days are rounded, so that a case that is due in the night of the 20th day has 20 days and not 19. */
const timeLeft = (ms: number, language: Language): string => (ms < DAY_MS ? shortAge(ms, language) : texts[language].time.days(Math.round(ms / DAY_MS)));

function words({ left, urgency }: Due, t: CaseText, age: (ms: number) => string): string {
  if (urgency === "overdue") return t.overdue(age(Math.max(MINUTE_MS, -left)));
  return left < MINUTE_MS ? t.dueNow : t.dueIn(age(left));
}

/** How long a case still has, or for how long it is late; quiet as long as there is time. */
export function DueBadge({ one }: { one: Pick<CaseSummary, "closed_at" | "due_at"> }) {
  const t = useText();
  const language = useLanguage();
  const due = dueOf(one, useStore(minutes));
  if (!due || !one.due_at) return null;
  return (
    <span class={`d-due d-due--${due.urgency}`} title={`${t.cases.due}: ${fullTime(one.due_at, language)}`} data-testid="due" data-urgency={due.urgency}>
      {words(due, t.cases, (ms) => timeLeft(ms, language))}
    </span>
  );
}

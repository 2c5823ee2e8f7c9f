import { useLanguage } from "../../../../kit/i18n";
import { useStore } from "../../../../kit/store";
import { calendarDay, daysUntil } from "../../../../kit/time";
import { deadlinesInOrder, isClosed } from "../logic/cases";
import { minutes } from "../../../state/clock";
import { useText } from "../text";
import { deadlineLabel, isCustomersDeadline } from "../../../text/catalogue";
import type { CaseSummary, Deadline } from "../../../../kit/api/types";

/** From so many days on a deadline stands out. */
const CLOSE_DAYS = 3;

function toneOf(kind: string, days: number, over: boolean): "later" | "soon" | "passed" {
  if (over || days > CLOSE_DAYS || (days < 0 && isCustomersDeadline(kind))) return "later";
  return days < 0 ? "passed" : "soon";
}

function Line({ deadline, over }: { deadline: Deadline; over: boolean }) {
  const t = useText();
  const language = useLanguage();
  const days = daysUntil(deadline.due_on, new Date(useStore(minutes)));
  return (
    <li class={`d-deadline d-deadline--${toneOf(deadline.kind, days, over)}`} data-testid="deadline">
      <p class="d-deadline__name">{deadlineLabel(deadline.kind, language)}</p>
      <p class="d-deadline__day">
        <time dateTime={deadline.due_on}>{calendarDay(deadline.due_on, language)}</time>
        <span>{days < 0 ? t.cases.daysPast(-days) : t.cases.inDays(days)}</span>
      </p>
      <p class="d-deadline__basis">
        <span class="visually-hidden">{t.cases.basis}: </span>
        {deadline.basis[language]}
      </p>
    </li>
  );
}

/** By when something must happen, how far off that is, and which rule says so. */
export function Deadlines({ one }: { one: CaseSummary }) {
  const t = useText();
  const now = useStore(minutes);
  if (one.deadlines.length === 0) return null;
  return (
    <section class="d-card">
      <h2 class="d-case__title">{t.cases.deadlines}</h2>
      <ul class="d-deadlines">
        {deadlinesInOrder(one.deadlines, new Date(now)).map((deadline) => (
          <Line key={`${deadline.kind}${deadline.due_on}`} deadline={deadline} over={isClosed(one)} />
        ))}
      </ul>
    </section>
  );
}

import { DOWNLOAD } from "../icons";
import { defineTexts } from "../i18n";
import { calendarDay, daysUntil, wallTime } from "../time";
import type { CaseCardData, CaseCardFile, CaseDeadline, CaseStep } from "../api/messages";
import type { Language } from "../api/types";
import { CardHead } from "./CardHead";
import { casePicture } from "./casePictures";
import { ReceiptButton } from "./ReceiptButton";
import { Steps } from "./Steps";
import "./card.css";
import "./case-card.css";

const texts = defineTexts({
  zh: {
    reference: "编号",
    deadlines: "重要日期",
    left: (days: number) => (days === 0 ? "就在今天" : `还有 ${days} 天`),
    passed: "已过",
    receipt: "下载回执（PDF）",
    calendar: "加到日历",
  },
  en: {
    reference: "Reference",
    deadlines: "Dates to keep in mind",
    left: (days: number) => (days === 0 ? "today" : days === 1 ? "1 day left" : `${days} days left`),
    passed: "passed",
    receipt: "Receipt (PDF)",
    calendar: "Add to calendar",
  },
});

/** Further away than this, a date says more than a number of days. */
const COUNTED_DAYS = 60;

function Deadline({ deadline, language }: { deadline: CaseDeadline; language: Language }) {
  const text = texts[language];
  const days = daysUntil(deadline.date);
  const near = days >= 0 && days <= 3;
  return (
    <li class="k-case__deadline">
      <span class="k-case__what">{deadline.label}</span>
      <time class="k-case__date" dateTime={deadline.date}>
        {calendarDay(deadline.date, language)}
      </time>
      <span class="k-case__basis">
        {days <= COUNTED_DAYS && <span class={`k-case__left ${near ? "k-case__left--near" : ""}`}>{days < 0 ? text.passed : text.left(days)}</span>}
        {deadline.basis}
      </span>
    </li>
  );
}

const detailOf = (step: CaseStep, language: Language): string | null => (step.at ? wallTime(step.at, language) : null);

interface CaseCardProps {
  card: CaseCardData;
  language: Language;
  /** Fetches the receipt and hands it to the reader; without it there is no button. */
  onReceipt?: (reference: string) => Promise<void>;
  /** The same for a file that the team gave. */
  onFile?: (file: CaseCardFile) => Promise<void>;
}

/** What the customer asked us to put right: how far it is, and what must happen by when. */
export function CaseCard({ card, language, onReceipt, onFile }: CaseCardProps) {
  const text = texts[language];
  const files = onFile ? (card.files ?? []) : [];
  return (
    <section class="k-card" data-testid="case-card" data-reference={card.reference} aria-label={`${card.title} ${card.reference}`}>
      <CardHead icon={casePicture(card.icon)} title={card.title}>
        {text.reference} <span class="k-card__code k-case__reference">{card.reference}</span>
      </CardHead>
      <p class={`k-card__status k-card__status--${card.tone}`}>{card.status}</p>
      {card.steps.length > 0 ? <Steps steps={card.steps.map((step) => ({ ...step, detail: detailOf(step, language) }))} language={language} /> : <div class="k-case__gap" />}
      {card.deadlines.length > 0 && (
        <div class="k-case__deadlines">
          <h4 class="k-case__heading">{text.deadlines}</h4>
          <ul>
            {card.deadlines.map((deadline) => (
              <Deadline deadline={deadline} language={language} />
            ))}
          </ul>
        </div>
      )}
      {(card.note || card.calendar || files.length > 0 || (card.receipt && onReceipt)) && (
        <footer class="k-card__foot">
          {card.note && <p class="k-case__note">{card.note}</p>}
          {card.calendar && (
            <a class="k-case__calendar" href={card.calendar} download={`${card.reference}.ics`} data-testid="calendar">
              {text.calendar}
            </a>
          )}
          {card.receipt && onReceipt && (
            <ReceiptButton icon={DOWNLOAD} language={language} onFetch={() => onReceipt(card.reference)}>
              {text.receipt}
            </ReceiptButton>
          )}
          {files.map((file) => (
            <ReceiptButton key={file.url} icon={DOWNLOAD} language={language} onFetch={async () => onFile?.(file)}>
              {file.name}
            </ReceiptButton>
          ))}
        </footer>
      )}
    </section>
  );
}

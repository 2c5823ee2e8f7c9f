import { PLANE } from "../icons";
import { defineTexts } from "../i18n";
import { calendarDay, duration, wallClock, wallDaysBetween } from "../time";
import type { FlightCardData } from "../api/messages";
import type { Language } from "../api/types";
import { CardHead } from "./CardHead";
import { Route } from "./Route";
import "./card.css";
import "./flight-card.css";

const texts = defineTexts({
  zh: {
    flight: (number: string) => `航班 ${number}`,
    departs: "出发",
    arrives: "到达",
    scheduled: "计划",
    estimated: "预计",
    actual: "实际",
    terminal: "航站楼",
    gate: "登机口",
    belt: "行李转盘",
    unknown: "待定",
    delay: (time: string) => `晚点 ${time}`,
    local: "时间均为当地时间",
  },
  en: {
    flight: (number: string) => `Flight ${number}`,
    departs: "Departure",
    arrives: "Arrival",
    scheduled: "Scheduled",
    estimated: "Expected",
    actual: "Actual",
    terminal: "Terminal",
    gate: "Gate",
    belt: "Baggage belt",
    unknown: "To be announced",
    delay: (time: string) => `Delayed by ${time}`,
    local: "Times are local to each place",
  },
});

interface EndProps {
  name: string;
  times: { scheduled: string | null; estimated: string | null; actual: string | null };
  /** What to look for there: gate, belt … */
  facts: [label: string, value: string | null | undefined][];
  /** The day that needs no mention. */
  day: string;
  language: Language;
}

function Clock({ time, day, language }: { time: string; day: string; language: Language }) {
  const later = wallDaysBetween(day, time);
  return (
    <time dateTime={time}>
      {wallClock(time, language)}
      {later !== 0 && <sup class="k-flight__plus">{later > 0 ? `+${later}` : later}</sup>}
    </time>
  );
}

/** One end of a flight: the time that counts, large; the scheduled one struck through beside it if it no longer holds. */
function End({ name, times, facts, day, language }: EndProps) {
  const text = texts[language];
  const best = times.actual ?? times.estimated ?? times.scheduled;
  const kind = times.actual ? text.actual : times.estimated ? text.estimated : text.scheduled;
  const moved = best !== null && times.scheduled !== null && best !== times.scheduled;
  return (
    <div class="k-flight__end">
      <p class="k-flight__name">
        {name} · {kind}
      </p>
      <p class={`k-flight__time ${moved ? "k-flight__time--moved" : ""}`}>
        {best ? <Clock time={best} day={day} language={language} /> : <span class="k-flight__unknown">{text.unknown}</span>}
        {moved && times.scheduled && (
          <s class="k-flight__was">
            <span class="visually-hidden">{text.scheduled} </span>
            <Clock time={times.scheduled} day={day} language={language} />
          </s>
        )}
      </p>
      {facts.map(
        ([label, value]) =>
          value && (
            <p class="k-flight__fact">
              {label} <strong>{value}</strong>
            </p>
          ),
      )}
    </div>
  );
}

/** How a flight is doing: where from and to, when, and what to look for at the airport. */
export function FlightCard({ card, language }: { card: FlightCardData; language: Language }) {
  const text = texts[language];
  const { departure, arrival, delay } = card;
  return (
    <section class="k-card" data-testid="flight-card" aria-label={`${text.flight(card.flight)} ${card.status}`}>
      <CardHead icon={PLANE} title={text.flight(card.flight)}>
        {calendarDay(card.date, language)}
      </CardHead>
      <p class={`k-card__status k-card__status--${card.tone}`}>{card.status}</p>
      <Route from={card.from} to={card.to} />
      <div class="k-flight__ends">
        <End name={text.departs} times={departure} day={card.date} language={language} facts={[[text.terminal, departure.terminal], [text.gate, departure.gate]]} />
        <End name={text.arrives} times={arrival} day={card.date} language={language} facts={[[text.terminal, arrival.terminal], [text.belt, arrival.belt]]} />
      </div>
      <footer class="k-card__foot">
        {delay && (delay.minutes !== null || delay.reason) && (
          <p>
            {delay.minutes !== null && <strong class="k-flight__delay">{text.delay(duration(delay.minutes * 60, language))}</strong>}
            {delay.reason && <span class="k-flight__reason">{delay.reason}</span>}
          </p>
        )}
        {card.note && <p>{card.note}</p>}
        <p class="k-card__small">{text.local}</p>
      </footer>
    </section>
  );
}

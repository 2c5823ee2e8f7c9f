import { TICKET } from "../icons";
import { defineTexts } from "../i18n";
import { calendarDay, wallClock, wallDaysBetween, wallTime } from "../time";
import type { BookingCardData, BookingSegment } from "../api/messages";
import type { Language } from "../api/types";
import { CardHead } from "./CardHead";
import { Route } from "./Route";
import "./booking-card.css";
import "./card.css";

const texts = defineTexts({
  zh: {
    title: "您的预订",
    locator: "预订编号",
    passengers: (count: number) => `${count} 位旅客`,
    seat: "座位",
    between: "至",
    checkIn: {
      open: (closes: string | null) => (closes ? `值机已开放，${closes} 截止` : "值机已开放"),
      not_yet: (opens: string | null) => (opens ? `值机 ${opens} 开放` : "值机尚未开放"),
      closed: () => "值机已截止",
    },
    local: "时间均为当地时间",
  },
  en: {
    title: "Your booking",
    locator: "Booking reference",
    passengers: (count: number) => (count === 1 ? "1 passenger" : `${count} passengers`),
    seat: "Seat",
    between: "to",
    checkIn: {
      open: (closes: string | null) => (closes ? `Check-in is open until ${closes}` : "Check-in is open"),
      not_yet: (opens: string | null) => (opens ? `Check-in opens at ${opens}` : "Check-in has not opened yet"),
      closed: () => "Check-in is closed",
    },
    local: "Times are local to each place",
  },
});

function CheckIn({ segment, language }: { segment: BookingSegment; language: Language }) {
  if (!segment.check_in) return null;
  const { state, opens, closes } = segment.check_in;
  const moment = state === "open" ? closes : opens;
  return <p class={`k-booking__check-in k-booking__check-in--${state}`}>{texts[language].checkIn[state](moment && wallTime(moment, language))}</p>;
}

function Segment({ segment, language }: { segment: BookingSegment; language: Language }) {
  const text = texts[language];
  const { departs, arrives } = segment;
  const later = departs && arrives ? wallDaysBetween(departs, arrives) : 0;
  const seat = segment.seat && `${text.seat} ${segment.seat}`;
  return (
    <li class="k-booking__segment">
      <p class="k-booking__line">
        <strong>{segment.flight}</strong>
        <span>{calendarDay(segment.date, language)}</span>
        <span class="k-booking__status">{segment.status}</span>
      </p>
      <Route from={segment.from} to={segment.to} />
      {(departs || arrives) && (
        <p class="k-booking__times">
          {departs && <time dateTime={departs}>{wallClock(departs, language)}</time>}
          <span class="visually-hidden">{text.between}</span>
          {arrives && (
            <time dateTime={arrives}>
              {wallClock(arrives, language)}
              {later > 0 && <sup>+{later}</sup>}
            </time>
          )}
        </p>
      )}
      <p class="k-booking__facts">{[segment.cabin, seat].filter(Boolean).join(" · ")}</p>
      <CheckIn segment={segment} language={language} />
    </li>
  );
}

/** A booking as its owner may see it: flights, seats, and whether one can check in. Names stay masked. */
export function BookingCard({ card, language }: { card: BookingCardData; language: Language }) {
  const text = texts[language];
  return (
    <section class="k-card" data-testid="booking-card" aria-label={`${text.title} ${card.locator}`}>
      <CardHead icon={TICKET} title={text.title}>
        {text.locator} <span class="k-card__code k-booking__locator">{card.locator}</span>
      </CardHead>
      <p class="k-booking__passengers">
        <span class="visually-hidden">{text.passengers(card.passengers.length)}: </span>
        {card.passengers.map((passenger) => (
          <span class="k-booking__passenger">{passenger}</span>
        ))}
      </p>
      <ol class="k-booking__segments">
        {card.segments.map((segment) => (
          <Segment segment={segment} language={language} />
        ))}
      </ol>
      <footer class="k-card__foot">
        <p class="k-card__small">{text.local}</p>
      </footer>
    </section>
  );
}

"""What a traveller can do about a flight on the screen: another one, the way back, care and money, a connection."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from functools import partial

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from sqlalchemy.orm import Session

from actions.booking import find_given, forget
from actions.disturbed import disturbed_in_view, tell_free
from actions.facets import Answered, Facts, FollowUp
from actions.fees import CHANGES, fee
from actions.flight_answers import (
    answer_with,
    booking_in,
    flight_item,
    instants,
    leg_in,
    leg_of,
    leg_of_segment,
    legs_shown,
    named_way,
    of_segment,
    say,
    show,
    today_at,
    way_back,
)
from actions.flight_question import named_route
from actions.flight_times import TIMES
from actions.focus import focused, item, stack
from actions.human import hand_over
from actions.memory import read_pass, remember
from airline.bookings import presenter as booking_presenter
from airline.bookings.bookings import Booking, Segment
from airline.errors import NothingFound, SecondFactorNeeded, TooManyAttempts
from airline.flights import presenter
from airline.flights.flights import FlightLeg, by_route, find, status_of
from airline.flights.later import later
from airline.law.care import meals_and_room
from airline.law.rights import Rights, compensation
from airline.law.rules import Rule
from airline.places.routes import name_of
from crm import texts
from crm.store import in_store

_DOWN = frozenset({"landed", "arrived"})
_SECOND = re.compile(r"\b(?:second|2nd|latter)\b|第二|后一", re.I)
# Of two flights that were spoken of, the one that was not just now.
_THE_OTHER = re.compile(
    r"\W*(?:and |what about |how about )*the other(?: (?:one|flight))?\W*"
    r"|\W*(?:那)?(?:另(?:外)?一?(?:个|班|趟))(?:呢|航班)*\W*",
    re.I,
)
# "Any other flight to Beijing today" asks for no other route.
_ANOTHER = re.compile(
    r"\b(?:other|another|different|next) (?:flight|one|plane)s?\b|(?:别的|其他|其它|另外的?|下一)(?:航?班|飞机)", re.I
)
_CHANGES_PLANES = re.compile(r"connect|transfer|onward|\bnext\b|转机|中转|联程|下一[段程班]|衔接", re.I)
# "And how much is that gonna be?"
_THIS = re.compile(
    r"\b(?:that|it|this|one)\b.{0,16}\b(?:be|cost|charge)\b|\bcost\b|多少钱|要(?:加|补|另外)?(?:钱|付)|加钱|收费|补差",
    re.I,
)
# Cards beyond these are a timetable.
_MOST = 3
# What our own conditions give where no law does (data/airline/knowledge/disruption_care.yml).
CARE_FROM = 2
_STOP = {"zh": "。", "en": "."}
# Less than this between two flights is tight.
_TIGHT = timedelta(minutes=75)
_MONEY_BACK = re.compile(r"\bmoney back\b|\brefund|\bget it back\b|退款|退票|退钱|退我|全退|能退", re.I)
_SEAT = re.compile(r"\b(?:seat\w*|sit|sitting|sat|row|window|aisle)\b|座位|坐哪|几排|靠窗|靠过道", re.I)


_POSITION = re.compile(r"\b(?:window|aisle|middle)\b|靠窗|靠过道|过道|走道|中间|窗边", re.I)
_LETTERS = {"window": "AKL", "aisle": "CDGH", "middle": "BE"}


async def _what_next(asked: FollowUp) -> Answered:
    leg = await in_store(lambda session: leg_in(session, asked))
    if leg is None:
        return None
    status, language = status_of(leg, asked.now), asked.language
    facts = {**instants(leg, language), "closes": "", "at": ""}
    key = _next_step(leg, status, asked)
    if leg.check_in_closes_at and leg.boarding_at:
        facts["closes"] = presenter.moment(leg.check_in_closes_at, leg.origin, leg.date, language)
        facts["at"] = presenter.moment(leg.boarding_at, leg.origin, leg.date, language)
    buttons = {"next_cancelled": ("rebook", "refund", "human"), "next_diverted": ("human",), "next_late": ("care",)}
    return answer_with(asked, say("flight", key, language, **facts), buttons=buttons.get(key, ()))


def _next_step(leg: FlightLeg, status: str, asked: FollowUp) -> str:
    if status in ("cancelled", "diverted"):
        return f"next_{status}"
    if status in _DOWN:
        return "next_down"
    if status in ("departed", "airborne"):
        return "next_air"
    if presenter.delay_of(leg, asked.now) is not None or status == "returned":
        return "next_late"
    opens = leg.check_in_closes_at
    return "next_before" if opens and leg.boarding_at and asked.now < opens else "next_plain"


async def _other(asked: FollowUp) -> Answered:
    """The second of those shown, or the next flights on the same route."""
    flights = [one for one in stack(asked.tracker) if one["kind"] == "flight"]
    if (_SECOND.search(asked.text) or _THE_OTHER.fullmatch(asked.text)) and len(flights) > 1:
        second = await in_store(lambda session: leg_of(session, *flights[1]["ids"][:3]))
        return _tell(asked, [second]) if second else None
    leg, others = await in_store(lambda session: _later(session, asked))
    if leg is None:
        return None
    language = asked.language
    if not others:
        said = say("flight", "other_none", language, **instants(leg, language))
        return answer_with(asked, said, buttons=("human", "rebook"))
    answer_with(asked, say("flight", "other_flights", language, **instants(others[0], language)))
    return _shown(asked, others)


def _later(session: Session, asked: FollowUp) -> tuple[FlightLeg | None, list[FlightLeg]]:
    leg = leg_in(session, asked)
    if leg is None:
        return None, []
    after = max(leg.departs_at or asked.now, asked.now)
    days = sorted({today_at(asked, leg.origin), leg.date, leg.date + timedelta(days=1)})
    return leg, later(session, origin=leg.origin, destination=leg.destination, days=days, after=after)[:_MOST]


async def _other_day(asked: FollowUp) -> Answered:
    """The same flight, or else the same route, on another day."""
    if _ANOTHER.search(asked.text):
        return await _other(asked)
    leg, day, found = await in_store(lambda session: _on_day(session, asked))
    if leg is None:
        return None
    language = asked.language
    if not found:
        facts = {**instants(leg, language), "date": presenter.day(day, language)}
        if leg.cancelled:
            return answer_with(
                asked, say("flight", "day_none_cancelled", language, **facts), buttons=("rebook", "human")
            )
        return answer_with(asked, say("flight", "day_none", language, **facts))
    return _tell(asked, found)


def _on_day(session: Session, asked: FollowUp) -> tuple[FlightLeg | None, date, list[FlightLeg]]:
    leg, named = leg_in(session, asked), asked.entity("date")
    if leg is None and named and asked.item and asked.item["kind"] == "flight":
        # It was not found on the day that was asked for before.
        found = find(session, flight=asked.item["ids"][0], on=date.fromisoformat(named))
        return next(iter(found), None), date.fromisoformat(named), found
    if leg is None:
        return None, asked.now.date(), []
    day = date.fromisoformat(named) if named else leg.date + timedelta(days=1)
    same = [one for one in find(session, flight=leg.flight, on=day) if one.origin == leg.origin]
    return leg, day, same or _between(session, [leg.origin], [leg.destination], day)


async def _same_for(asked: FollowUp) -> Answered:
    """Flights to, or from, another place."""
    route = named_route(asked.tracker)
    if _ANOTHER.search(asked.text) and not route.complete:
        return await _other(asked)
    if route.origin or route.destination or route.somewhere:
        return await _to_place(asked, route.origin, route.destination or route.somewhere)
    return None


async def _to_place(asked: FollowUp, origin: Collection[str], destination: Collection[str]) -> Answered:
    leg = await in_store(lambda session: leg_in(session, asked))
    if leg is None:
        return None
    starts, ends = origin or [leg.origin], destination or [leg.destination]
    day = max(leg.date, today_at(asked, leg.origin))
    # In the evening the next one goes tomorrow.
    for on in (day, day + timedelta(days=1)):
        found = await in_store(partial(_between, origin=starts, destination=ends, day=on))
        if found:
            return _tell(asked, found)
    names = [name_of(frozenset(place), asked.language) for place in (starts, ends)]
    facts = {"origin": names[0], "destination": names[1], "date": presenter.day(day, asked.language)}
    return answer_with(asked, say("flight", "place_none", asked.language, **facts))


async def return_leg(asked: FollowUp) -> Answered:
    """The way back: the booking's own, or the flights of the same day in the other direction."""
    segment, leg = await in_store(lambda session: _back(session, asked))
    if segment is None and (read := _given(asked.tracker)) and (booking := await _given_booking(asked.tracker, read)):
        return await _back_of_given(asked, booking, surname=read[1])
    if segment is None:
        return answer_with(asked, say("flight", "return_none", asked.language), buttons=("booking", "flight"))
    # "Where am I sitting on the way home?"
    return tell_seat(asked, segment) if _SEAT.search(asked.text) else tell_segment(asked, segment, leg)


def _given(tracker: Tracker) -> tuple[str, str] | None:
    """Reference and surname that stand open, or those of a boarding pass: what is on it is not asked again."""
    reference, surname = tracker.get_slot("booking_reference"), tracker.get_slot("surname")
    return (reference, surname) if reference and surname else read_pass(tracker)


async def _given_booking(tracker: Tracker, read: tuple[str, str]) -> Booking | None:
    try:
        return await find_given(tracker, read=read)
    except (NothingFound, SecondFactorNeeded, TooManyAttempts):
        return None


async def _back_of_given(asked: FollowUp, booking: Booking, *, surname: str) -> Answered:
    kept = [SlotSet("last_booking", remember(locator=booking.locator, surname=surname)), *forget()]
    segment = way_back(booking)
    if segment is None:
        answer_with(asked, say("booking", "other_none", asked.language))
        return kept
    leg = await in_store(lambda session: leg_of_segment(session, segment))
    return [*(tell_segment(asked, segment, leg) or []), *kept]


def tell_segment(asked: FollowUp, segment: Segment, leg: FlightLeg | None) -> Answered:
    """When a booked flight goes and whether it is on time."""
    language = asked.language
    said = [say("booking", "leaves", language, **of_segment(segment, language))]
    if leg is None:
        said.append(say("booking", "no_word", language))
    elif leg.cancelled:
        said.append(say("booking", "is_cancelled", language, flight=leg.flight))
    else:
        late = presenter.delay_of(leg, asked.now)
        said.append(presenter.retimed(leg, language))
        key = "on_time" if late is None else "late"
        said.append(say("booking", key, language, late=presenter.duration(late or 0, language)))
    answer_with(asked, *said)
    ids = (segment.flight, segment.departs.date().isoformat(), segment.origin)
    return [focused(asked.tracker, item("flight", *ids, destination=segment.destination))]


async def _care(asked: FollowUp) -> Answered:
    """Meals and a hotel: owed now, later, or not."""
    leg = await in_store(lambda session: leg_in(session, asked))
    if leg is None:
        return None
    rights, language, facts = rights_of(leg), asked.language, instants(leg, asked.language)
    status = status_of(leg, asked.now)
    if status == "diverted":
        owed = care_in_china(leg, None)
        said = [owed.text[language] + _STOP[language]] if owed else []
        return answer_with(asked, say("flight", "care_diverted", language, **facts), *said, buttons=("human",))
    if leg.cancelled:
        law = texts.load("flights")["laws"][rights.regime][language] if rights.regime else ""
        key = "care_cancelled_law" if law else "care_cancelled"
        return answer_with(asked, say("flight", key, language, law=law), buttons=("rebook", "refund", "human"))
    if status in _DOWN:
        return answer_with(asked, say("flight", "care_over", language, **facts))
    return _care_while_waiting(asked, leg, rights)


def _care_while_waiting(asked: FollowUp, leg: FlightLeg, rights: Rights) -> Answered:
    late, language = leg.departure_delay or 0, asked.language
    hours = int(rights.care.value) if rights.care and rights.care.value else CARE_FROM
    key = "care_none" if late < presenter.ON_TIME else "care_owed" if late >= hours * 60 else "care_later"
    facts = {"late": presenter.duration(late, language), "hours": str(hours), "flight": leg.flight}
    return answer_with(asked, say("flight", key, language, **facts))


async def _how_much(asked: FollowUp) -> Answered:
    """What a change or a refund costs, where that is asked; else what this flight gives."""
    if not CHANGES.search(asked.text):
        instead = await in_store(lambda session: _instead_of(session, asked)) if _THIS.search(asked.text) else None
        return _free_change(asked, instead) if instead else await _money(asked)
    leg = await in_store(lambda session: leg_in(session, asked))
    return _free_change(asked, leg) if leg and leg.cancelled else await fee(asked)


def _instead_of(session: Session, asked: FollowUp) -> FlightLeg | None:
    """The cancelled flight in place of which the one on the screen was offered."""
    shown = legs_shown(session, asked)
    if not shown or shown[0].cancelled:
        return None
    ends = (shown[0].origin, shown[0].destination)
    return next((leg for leg in shown if leg.cancelled and (leg.origin, leg.destination) == ends), None)


def _free_change(asked: FollowUp, leg: FlightLeg) -> Answered:
    facts = instants(leg, asked.language)
    return answer_with(asked, say("flight", "free_rebook_cancelled", asked.language, **facts), buttons=("rebook",))


async def _money(asked: FollowUp) -> Answered:
    """Compensation for this flight, or why there is none."""
    leg = await in_store(lambda session: leg_in(session, asked))
    if leg is None:
        return None
    if _MONEY_BACK.search(asked.text) and (free := await disturbed_in_view(asked.tracker)):
        return tell_free(asked.dispatcher, asked.tracker, free, "refund", ask=False)
    rights, language = rights_of(leg), asked.language
    if not rights.regime:
        said = say("flight", "money_no_law", language, **instants(leg, language))
        return answer_with(asked, said, buttons=("check",))
    return answer_with(asked, rights.why[language], buttons=("check",))


def rights_of(leg: FlightLeg) -> Rights:
    """The law for this flight, by how late it has arrived as far as that is known. The cause is for people to judge."""
    has_arrived = leg.touchdown_at or leg.on_block_at
    return compensation(
        origin=leg.origin,
        destination=leg.destination,
        carrier=leg.flight[:2],
        flight_date=leg.date,
        arrival_delay_minutes=leg.arrival_delay if has_arrived else None,
        cancelled=leg.cancelled,
        extraordinary=None,
    )


def care_in_china(leg: FlightLeg, own_cause: bool | None) -> Rule | None:
    """Who pays for meals and a room on a flight that leaves mainland China; None while the cause is open."""
    return meals_and_room(
        origin=leg.origin,
        destination=leg.destination,
        diverted=bool(leg.diverted_to),
        own_cause=own_cause,
        on=leg.date,
    )


async def claim(asked: FollowUp) -> Answered:
    """Have a person take up the claim for this flight; where nothing is owed, say so instead."""
    leg = await in_store(lambda session: leg_in(session, asked))
    if leg is None:
        return answer_with(asked, say("right", "needs_flight", asked.language))
    rights = rights_of(leg)
    if rights.regime and not rights.amounts:
        return answer_with(asked, rights.why[asked.language], buttons=("check",))
    answer_with(asked, say("flight", "claim", asked.language, **instants(leg, asked.language)))
    return hand_over(asked.dispatcher, asked.tracker, reason="requested", response="utter_handing_over")


async def _wrong(asked: FollowUp) -> Answered:
    return answer_with(asked, say("flight", "wrong", asked.language))


async def _connection(asked: FollowUp) -> Answered:
    """Whether the next flight of the booking can be reached."""
    leg, onward = await in_store(lambda session: _onward(session, asked))
    if leg and onward is None and not _CHANGES_PLANES.search(asked.text):
        # "Can I still make it" of a flight that nothing follows: until when one has to be there.
        return TIMES["still_time"](asked, leg)
    if leg is None or onward is None or leg.expected_arrival is None:
        said = say("flight", "connection_unknown", asked.language)
        return answer_with(asked, said, buttons=("booking", "rebook"))
    leaves = onward.expected_departure if isinstance(onward, FlightLeg) else onward.departs_at
    gap, language = (leaves or leg.expected_arrival) - leg.expected_arrival, asked.language
    key = (
        "connection_missed" if gap < timedelta(minutes=30) else "connection_tight" if gap < _TIGHT else "connection_ok"
    )
    facts = {
        "arrives": presenter.moment(leg.expected_arrival, leg.destination, leg.date, language),
        "flight": onward.flight,
        "leaves": presenter.moment(leaves or leg.expected_arrival, onward.origin, leg.date, language),
        "gap": presenter.duration(max(round(gap.total_seconds() / 60), 0), language),
    }
    buttons: tuple[str, ...] = ("rebook", "human") if key == "connection_missed" else ()
    return answer_with(asked, say("flight", key, language, **facts), buttons=buttons)


async def _seat(asked: FollowUp) -> Answered:
    booking = await in_store(lambda session: booking_in(session, asked.tracker))
    if booking is None:
        return answer_with(asked, say("flight", "seat", asked.language), buttons=("booking",))
    leg = await in_store(lambda session: leg_in(session, asked))
    # A flight that is weeks away is in the booking alone.
    number = leg.flight if leg else asked.item["ids"][0] if asked.item and asked.item["kind"] == "flight" else None
    segment = next((one for one in booking.segments if one.flight == number), None)
    return tell_seat(asked, segment or booking.segments[0])


def tell_seat(asked: FollowUp, segment: Segment) -> Answered:
    """The seat on a booked flight."""
    seats = booking_presenter.seats_of(segment)
    key = "seat" if seats else "seat_none"
    said = say("booking", key, asked.language, seat=seats, flight=segment.flight)
    if seats and _POSITION.search(asked.text):
        said = say("booking", f"seat_{_position(seats)}", asked.language, seat=seats, flight=segment.flight)
    return answer_with(asked, said, buttons=("seat",))


def _position(seats: str) -> str:
    """Where a seat is by its letter, as far as that holds on every aircraft; F and J do on none."""
    letters = re.findall(r"\d+([A-L])", seats)
    return next((where for where, of in _LETTERS.items() if len(letters) == 1 and letters[0] in of), "depends")


def _back(session: Session, asked: FollowUp) -> tuple[Segment | None, FlightLeg | None]:
    booking = booking_in(session, asked.tracker)
    segment = named_way(booking, asked.text) or way_back(booking) if booking else None
    return segment, leg_of_segment(session, segment) if segment else None


async def _still_time(asked: FollowUp) -> Answered:
    """ "Is there time enough?": before departure for the flight itself, from then on for the one after it."""
    leg = await in_store(lambda session: leg_in(session, asked))
    if leg is None:
        return None
    under_way = status_of(leg, asked.now) in ("departed", "airborne", *_DOWN)
    return await _connection(asked) if under_way else TIMES["still_time"](asked, leg)


def _onward(session: Session, asked: FollowUp) -> tuple[FlightLeg | None, Segment | FlightLeg | None]:
    leg, booking = leg_in(session, asked), booking_in(session, asked.tracker)
    first = next((one["ids"] for one in stack(asked.tracker) if one["kind"] == "flight"), None)
    if leg and first and leg.flight != first[0] and (before := leg_of(session, *first[:3])):
        # "I've got MU8730 straight after": the flight that is named goes on from where the one on the screen lands.
        return before, leg if leg.origin == before.destination and leg.departs_at else None
    after = [one for one in booking.segments if leg and one.origin == leg.destination] if booking else []
    return leg, min(after, key=lambda one: one.departs_at, default=None)


def _between(session: Session, origin: Collection[str], destination: Collection[str], day: date) -> list[FlightLeg]:
    return by_route(session, origin=list(origin), destination=list(destination), on=day)


def _tell(asked: FollowUp, legs: list[FlightLeg]) -> Answered:
    """The first in words, and a card for each."""
    first = legs[0]
    status = presenter.label(first, asked.now, asked.language)
    facts = {**instants(first, asked.language), "status": status[:1].lower() + status[1:]}
    answer_with(asked, say("flight", "day_found", asked.language, **facts))
    return _shown(asked, legs)


def _shown(asked: FollowUp, legs: list[FlightLeg]) -> Answered:
    show(asked.dispatcher, legs[:_MOST], asked)
    return [focused(asked.tracker, *map(flight_item, legs[:_MOST]))]


WAYS: Facts = {
    "what_next": _what_next,
    "how_to": _what_next,
    "other": _other,
    "both": _other,
    "other_day": _other_day,
    "same_for": _same_for,
    "claim": claim,
    "wrong": _wrong,
    "return_leg": return_leg,
    "care": _care,
    "money": _money,
    "how_much": _how_much,
    "connection": _connection,
    "still_time": _still_time,
    "seat": _seat,
}

"""Flight status: one flight by number or route, with its card; several on a route, each with its own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import booking_facets, notices
from actions.asking import asks_again
from actions.flight_answers import flight_item, say
from actions.flight_question import FORM, LAST, PARTIAL, SLOT, Question, means_shown_bag, named_airports
from actions.focus import focused, item
from actions.memory import remember
from actions.store import Origin, language_of, origin_of, record
from airline import marks
from airline.flights import presenter
from airline.flights.flights import FlightLeg, around, by_route, find, status_of, touching
from airline.flights.presenter import Language
from airline.places.airports import local_time
from airline.places.routes import name_of
from crm import texts
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store

# More cards than this are a timetable, not an answer.
MOST = 4
# A flight that left so long ago is no answer to "the flight to London" without a date.
GONE = timedelta(hours=3)
_DISTURBED = frozenset({"cancelled", "diverted", "returned"})
_BOTH: tuple[Language, Language] = ("zh", "en")

Events = list[dict[str, Any]]


@dataclass(frozen=True)
class Found:
    """The legs that answer a question, and the day they were looked for."""

    legs: list[FlightLeg]
    on: date | None


class ActionFlightStatus(Action):
    """Say how a flight is doing, or which flights there are on a route."""

    def name(self) -> str:
        return "action_flight_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if means_shown_bag(tracker):
            return [FollowupAction("bag_status_form")]
        question, now, language = tracker.get_slot(SLOT) or {}, utc_now(), language_of(tracker)
        origin = origin_of(tracker)
        try:
            found = await in_store(lambda session: _look_up_each(session, _each_named(tracker, question), now, origin))
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return forget()
        # A question about a flight comes in between; what was asked before it is still open.
        before = asks_again(tracker, FORM)
        if not found.legs:
            booked = await booking_facets.tell_booked(dispatcher, tracker, question)
            if booked is not None:
                return [*forget(), *booked, *before]
            which = "not_found" if question.get("date") or not question.get("flight") else "no_day"
            dispatcher.utter_message(response=f"utter_flight_{which}", what=_wanted(question, language))
            return [*forget(), *_not_found(tracker, question, now), *before]
        await notices.tell_beside(dispatcher, tracker, marks.of_flights(found.legs[:MOST]))
        return [*_tell(dispatcher, tracker, found, question, now, language), *forget(), *before]


def _not_found(tracker: Tracker, question: Question, now: datetime) -> Events:
    """The number stays in view, so that another day alone is enough."""
    number = question.get("flight")
    return (
        [focused(tracker, item("flight", number, question.get("date") or now.date().isoformat(), ""))] if number else []
    )


def forget() -> Events:
    """Leave nothing of the question behind."""
    return [SlotSet(SLOT, None), SlotSet(PARTIAL, None)]


def legs_for(session: Session, question: Question, now: datetime) -> Found:
    """The legs meant: by number or by route; without a date those of now."""
    on = date.fromisoformat(question["date"]) if question.get("date") else None
    off = question.get("from_today")
    if flight := question.get("flight"):
        at = named_airports(question)
        legs = _on_day(session, flight, on, off, now) if on else around(session, flight=flight, now=now, at=at)
        # "CA856 is cancelled, I must be there tomorrow": the day may be another one than the flight's.
        legs = legs or around(session, flight=flight, now=now, at=at)
        legs = touching(legs, at) or legs
        same = [leg for leg in legs if leg.origin == question.get("leg")]
        return Found(same or legs, on)
    if not question.get("origin"):
        return Found([], on)
    if on and off is not None:
        on = _there(now, question["origin"][0], off)
    return _on_route(session, question, on, now)


def _on_day(session: Session, flight: str, on: date, off: int | None, now: datetime) -> list[FlightLeg]:
    """The legs of that day; of "today", as it is where the flight leaves."""
    if off is None:
        return find(session, flight=flight, on=on)
    near = [leg for days in (-1, 0, 1) for leg in find(session, flight=flight, on=on + timedelta(days=days))]
    return [leg for leg in near if leg.date == _there(now, leg.origin, off)]


def _there(now: datetime, airport: str, off: int) -> date:
    """Today at an airport, and so many days on."""
    return local_time(now, airport).date() + timedelta(days=off)


def _on_route(session: Session, question: Question, on: date | None, now: datetime) -> Found:
    """Without a date: what is left of today at the origin, or else tomorrow's."""
    if on:
        return _near(session, question, on)
    today = _there(now, question["origin"][0], 0)
    for day in (today, today + timedelta(days=1)):
        left = [leg for leg in _routed(session, question, day) if (leg.expected_departure or now) > now - GONE]
        if left:
            return Found(left, day)
    return Found([], None)


def _near(session: Session, question: Question, on: date) -> Found:
    """The flights of that day, or those that left the evening before and land on it."""
    if legs := _routed(session, question, on):
        return Found(legs, on)
    before = on - timedelta(days=1)
    landing = [leg for leg in _routed(session, question, before) if _lands_on(leg, on)]
    return Found(landing, before if landing else on)


def _beside(session: Session, question: Question, on: date) -> list[FlightLeg]:
    """Where a route has nothing on a day: what it has the day before, or else the day after."""
    return _routed(session, question, on - timedelta(days=1)) or _routed(session, question, on + timedelta(days=1))


def _routed(session: Session, question: Question, on: date) -> list[FlightLeg]:
    return by_route(session, origin=question["origin"], destination=question["destination"], on=on)


def _lands_on(leg: FlightLeg, on: date) -> bool:
    return leg.expected_arrival is not None and local_time(leg.expected_arrival, leg.destination).date() == on


def _each_named(tracker: Tracker, question: Question) -> list[Question]:
    """One question for each flight that the message names: "CA981 and MU551, when do they land?" """
    numbers = dict.fromkeys(tracker.get_latest_entity_values("flight_number"))
    several = len(numbers) > 1 and question.get("flight") in numbers and not question.get("origin")
    return [{**question, "flight": number} for number in numbers] if several else [question]


def _look_up_each(session: Session, questions: list[Question], now: datetime, origin: Origin | None) -> Found:
    found = [_look_up(session, question, now, origin) for question in questions]
    return found[0] if len(found) == 1 else Found([leg for one in found for leg in one.legs[:1]], None)


def _look_up(session: Session, question: Question, now: datetime, origin: Origin | None) -> Found:
    found = legs_for(session, question, now)
    if not found.legs and found.on and question.get("origin") and not question.get("flight"):
        found = Found(_beside(session, question, found.on), found.on)
    for leg in found.legs[:MOST]:
        _note(session, origin, "found", f"{leg.flight}/{leg.date}/{leg.origin}", leg=leg, now=now)
    if not found.legs:
        _note(session, origin, "missing", "missing", question=question)
    return found


def _note(
    session: Session,
    origin: Origin | None,
    outcome: str,
    key: str,
    *,
    leg: FlightLeg | None = None,
    now: datetime | None = None,
    question: Question | None = None,
) -> None:
    words = texts.load("flights")["recorded"][outcome]
    summary: dict[str, str] = {}
    for language in _BOTH:
        facts = {"what": _wanted(question, language)} if question is not None else {}
        if leg is not None and now is not None:
            status = presenter.label(leg, now, language)
            facts = {"flight": leg.flight, "date": presenter.day(leg.date, language), "status": status}
        summary[language] = words[language].format(**facts)
    record(session, origin, kind="flight_looked_up", key=key[:64], summary=summary)


def _tell(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    found: Found,
    question: Question,
    now: datetime,
    language: Language,
) -> Events:
    in_view = focused(tracker, *map(flight_item, found.legs[:MOST]))
    flights = {(leg.flight, leg.date) for leg in found.legs}
    if found.on and found.on != found.legs[0].date:
        dispatcher.utter_message(response="utter_flights", sentence=_another_day(found, question, language))
    elif len(flights) > 1 and question.get("origin"):
        dispatcher.utter_message(response="utter_flights", sentence=_heading(found, question, language))
    for leg in found.legs[:MOST]:
        short = len(flights) > 1 and bool(question.get("origin"))
        sentence = _short(leg, language) if short else presenter.sentence(leg, now, language)
        dispatcher.utter_message(response="utter_flight_status", sentence=sentence)
        card = {"card": presenter.card(leg, now, language)}
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": card}})
    if len(flights) > 1:
        route = {end: question[end] for end in ("origin", "destination") if question.get(end)}
        kept = [SlotSet(LAST, remember(**route, date=found.legs[0].date.isoformat()))] if len(route) > 1 else []
        return [*kept, in_view]
    if any(_is_disturbed(leg, now) for leg in found.legs):
        dispatcher.utter_message(response="utter_flight_disturbed")
    return [SlotSet(LAST, _kept(found.legs)), in_view]


def _kept(legs: list[FlightLeg]) -> dict[str, Any]:
    """The flight shown, for "and when does it land?"; the leg only where it is clear which."""
    first = legs[0]
    leg = first.origin if len(legs) == 1 else None
    return remember(flight=first.flight, date=first.date.isoformat(), leg=leg)


def _is_disturbed(leg: FlightLeg, now: datetime) -> bool:
    # Whoever waits for an hour or more has more questions than when it leaves.
    late = presenter.delay_of(leg, now)
    return status_of(leg, now) in _DISTURBED or (late is not None and late >= 60)


def _heading(found: Found, question: Question, language: Language) -> str:
    key = "most" if len(found.legs) > MOST else "several"
    return str(texts.load("flights")[key][language]).format(
        date=presenter.day(found.on or found.legs[0].date, language),
        origin=name_of(frozenset(question["origin"]), language),
        destination=name_of(frozenset(question["destination"]), language),
        count=len(found.legs),
        shown=MOST,
    )


def _another_day(found: Found, question: Question, language: Language) -> str:
    on = {"asked": presenter.day(found.on or found.legs[0].date, language)}
    what = _wanted({**question, "date": None}, language)
    return say("flight", "other_day", language, flight=what, date=presenter.day(found.legs[0].date, language), **on)


def _short(leg: FlightLeg, language: Language) -> str:
    leaves = leg.departs_at or leg.expected_departure
    time = presenter.moment(leaves, leg.origin, leg.date, language) if leaves else ""
    return str(texts.load("flights")["one_of"][language].format(flight=leg.flight, time=time))


def _wanted(question: Question, language: Language) -> str:
    """What was looked for, in words: CA981, or Beijing – London, with the date if one was named."""
    wanted = question.get("flight") or " – ".join(
        name_of(frozenset(question.get(end) or ()), language) for end in ("origin", "destination")
    )
    day = question.get("date")
    said = f" ({presenter.day(date.fromisoformat(day), language)})" if day else ""
    return f"{wanted}{said}"

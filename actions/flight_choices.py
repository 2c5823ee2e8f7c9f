"""Another flight instead of a booked one, as buttons: which are offered, which one was chosen, by button or number."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.booking_said import Message, entity_in
from actions.flight_answers import ANSWER, instants, say
from actions.store import Language
from airline.bookings import alternatives
from airline.bookings.bookings import Booking, Segment
from airline.flights import presenter
from airline.flights.flights import FlightLeg
from airline.flights.later import can_be_taken
from airline.places.airports import short_name
from crm.base import utc_now
from crm.forms import Form

FORM = "rebook_request"
# What the button says that asks for another day, where the others name a flight.
ANOTHER_DAY = "another_day"
_KEY = "flight_key"
# What stands before the number of a flight that somebody would like to be on.
_TOWARDS = re.compile(
    r"(?:\b(?:to|onto|on|with|take|by|want|prefer)|改[到成为乘坐签]|改签到|换[到成乘坐]|坐|乘|搭|要)"
    r"\s*(?:the\s+|flight\s+|航班)*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A flight that was chosen, and the booked one that it is instead of. `newly`: in the present message."""

    segment: Segment
    leg: FlightLeg
    newly: bool

    @property
    def values(self) -> dict[str, str]:
        """What it puts into the form."""
        on = self.leg.date.isoformat()
        return {"flight": self.segment.flight, "new_date": on, "new_flight": self.leg.flight}


@dataclass(frozen=True, slots=True)
class Offer:
    """What is said above the buttons, and the buttons."""

    sentence: str
    buttons: list[dict[str, str]]

    def say(self, dispatcher: CollectingDispatcher) -> None:
        """Say it."""
        dispatcher.utter_message(response=ANSWER, sentence=self.sentence, buttons=self.buttons)


def wants_another_day(message: Message) -> bool:
    """Whether the button was pressed that asks for another day."""
    return entity_in([message], _KEY) == ANOTHER_DAY


def chosen(
    session: Session, told: Sequence[Message], booking: Booking, *, on: date | None, in_form: bool, now: datetime
) -> Chosen | None:
    """The flight chosen last, unless a day was named since; `told` are the messages, the newest first.

    `on`: the day that is wished for; `in_form`: the request is on the screen, so that a number alone is enough.
    """
    for index, message in enumerate(told):
        alone = in_form and index == 0
        found = _pressed(session, message, booking, now)
        if found is None and (number := _other_number(message, booking, alone=alone)):
            found = _named_flight(session, booking, number, message, on=on, now=now)
        if found:
            return Chosen(*found, newly=index == 0)
        if entity_in([message], "date") or entity_in([message], _KEY):
            return None
    return None


def gone(session: Session, message: Message, *, now: datetime) -> FlightLeg | None:
    """The flight whose button was pressed, where it cannot be taken any more."""
    leg = _leg(session, message)
    return leg if leg and not can_be_taken(leg, now) else None


def let_go(session: Session, form: Form, booking: Booking) -> None:
    """Take a flight out of the form that does not go on the day that is in it now."""
    segment, on, flight = _booked(form, booking), _day(form), str(form.values.get("new_flight") or "")
    if segment and on and flight and not alternatives.may_fly(session, segment, flight=flight, on=on):
        form.values = {**form.values, "new_flight": None}


def offer(session: Session, form: Form, booking: Booking, language: Language, *, asked: bool) -> Offer | None:
    """What could be flown instead, while no flight is chosen; None where the plan knows nothing.

    `asked`: under the open request another day was named, so that nothing is an answer, too.
    """
    segment, on = _booked(form, booking), _day(form)
    if segment is None or form.values.get("new_flight"):
        return None
    legs = alternatives.instead_of(session, segment, on=on, now=utc_now())
    if not legs and not (asked and on):
        return None
    key = "choose_none" if not legs else "choose" if on in (None, legs[0].date) else "choose_other_day"
    ends = {"origin": short_name(segment.origin, language), "destination": short_name(segment.destination, language)}
    sentence = say("form", key, language, asked=presenter.day(on, language) if on else "", **ends)
    another = {"title": say("form", "another_day", language), "payload": _payload(ANOTHER_DAY)}
    return Offer(sentence, [*buttons(legs, language), another])


def buttons(legs: Sequence[FlightLeg], language: Language) -> list[dict[str, str]]:
    """A button for each flight, with its day and its local times."""
    return [{"title": say("form", "choice", language, **_named(leg, language)), "payload": _payload(str(leg.id))}
            for leg in legs]  # fmt: skip


def in_words(leg: FlightLeg, language: Language) -> str:
    """A flight that was chosen, with its day and its local times."""
    return say("form", "chosen_flight", language, **_named(leg, language))


def _named(leg: FlightLeg, language: Language) -> dict[str, str]:
    leaves = presenter.moment(leg.departs_at, leg.origin, leg.date, language) if leg.departs_at else ""
    return {**instants(leg, language), "leaves": leaves, "lands": instants(leg, language)["planned"]}


def _payload(key: str) -> str:
    return f'/request_rebook{{"{_KEY}": "{key}"}}'


def _pressed(session: Session, message: Message, booking: Booking, now: datetime) -> tuple[Segment, FlightLeg] | None:
    leg = _leg(session, message)
    segment = alternatives.replaced_by(booking, leg, now) if leg and can_be_taken(leg, now) else None
    return (segment, leg) if segment and leg else None


def _other_number(message: Message, booking: Booking, *, alone: bool) -> str | None:
    """A flight that is none of the booking and is to be taken: "to CA937"; "my flight CA937" is another booking's."""
    booked, text = {segment.flight for segment in booking.segments}, message.get("text") or ""
    for one in message.get("entities") or []:
        if one["entity"] == "flight_number" and one["value"] not in booked:
            return str(one["value"]) if alone or _TOWARDS.search(text[: one.get("start") or 0]) else None
    return None


def _named_flight(
    session: Session, booking: Booking, number: str, message: Message, *, on: date | None, now: datetime
) -> tuple[Segment, FlightLeg] | None:
    """On the day that is wished for; where no day comes with the number, also one that was offered before."""
    found = alternatives.named(session, booking, flight=number, on=on, now=now)
    if found or entity_in([message], "date"):
        return found
    return alternatives.named(session, booking, flight=number, on=None, now=now)


def _leg(session: Session, message: Message) -> FlightLeg | None:
    try:
        return session.get(FlightLeg, uuid.UUID(entity_in([message], _KEY) or ""))
    except ValueError:
        return None


def _booked(form: Form, booking: Booking) -> Segment | None:
    return next((one for one in booking.segments if one.flight == form.values.get("flight")), None)


def _day(form: Form) -> date | None:
    try:
        return date.fromisoformat(str(form.values.get("new_date") or ""))
    except ValueError:
        return None

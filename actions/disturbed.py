"""A change or a refund for a cancelled or very late flight that is spoken of: free of charge, and said so."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import flight_choices
from actions.booking_answers import wish_buttons
from actions.flight_answers import ANSWER, flight_item, instants, joined, say
from actions.flight_question import Question, named_flight
from actions.flight_status import legs_for
from actions.focus import focused, in_focus
from actions.store import Language, language_of
from airline.bookings import alternatives
from airline.flights import presenter
from airline.flights.flights import FlightLeg
from crm.base import utc_now
from crm.store import in_store

Events = list[dict[str, Any]]

# From so many minutes on, a late flight may be left or changed without a fee: the article refund_disruption.
FREE_FROM = 180
WISHES = frozenset({"rebook", "refund"})


async def disturbed_in_view(tracker: Tracker) -> FlightLeg | None:
    """The cancelled or very late flight that is named, or spoken of last and not put aside for a booking since."""
    question = named_flight(tracker)
    if question is None or (_is_put_aside(tracker) and "flight_number" not in _named(tracker)):
        return None
    return await in_store(lambda session: _disturbed(session, question, utc_now()))


async def other_flights(leg: FlightLeg) -> list[FlightLeg]:
    """What could be taken instead, for whoever would rather change."""
    return await in_store(lambda session: alternatives.instead_of_leg(session, leg, now=utc_now()))


def tell_free(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    leg: FlightLeg,
    wish: str,
    *,
    ask: bool,
    instead: Sequence[FlightLeg] = (),
) -> Events:
    """That it costs nothing; with the flights to choose from, and the button to look the booking up, unless that is
    asked for right away."""
    language = language_of(tracker)
    said = say("flight", f"free_{wish}_{'cancelled' if leg.cancelled else 'late'}", language, **_facts(leg, language))
    how = "" if ask else say("flight", "free_choose" if instead else "free_how", language)
    buttons = [] if ask else [*flight_choices.buttons(instead, language), *wish_buttons(wish, language, known=False)]
    dispatcher.utter_message(response=ANSWER, sentence=joined([said, how], language), buttons=buttons)
    return [focused(tracker, flight_item(leg))]


def _disturbed(session: Session, question: Question, now: datetime) -> FlightLeg | None:
    legs = legs_for(session, question, now).legs
    return next((leg for leg in legs if leg.cancelled or (leg.departure_delay or 0) >= FREE_FROM), None)


def _is_put_aside(tracker: Tracker) -> bool:
    """Whether a booking, or a form of it, was shown after the flight."""
    newest = in_focus(tracker, "flight", "right", "booking")
    return newest is not None and newest["kind"] == "booking"


def _named(tracker: Tracker) -> set[str]:
    return {one["entity"] for one in tracker.latest_message.get("entities") or []}


def _facts(leg: FlightLeg, language: Language) -> dict[str, str]:
    return {**instants(leg, language), "late": presenter.duration(leg.departure_delay or 0, language)}

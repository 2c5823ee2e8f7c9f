"""Boarding passes: the text of one, pasted or read from a picture, fills in what would be asked for otherwise."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.focus import Item, focused, item
from actions.memory import remember
from actions.store import Origin, language_of, origin_of, record
from airline.access.references import parse_locator, spelled
from airline.bookings import bcbp, pass_words, presenter
from airline.bookings.bcbp import BoardingPass, Leg, Unreadable
from airline.bookings.pass_words import flight_of
from airline.bookings.presenter import Language
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store

Events = list[dict[str, Any]]


class ActionBoardingPass(Action):
    """Say what the pass tells, and offer what can be done with it. The bag still has to be looked up with it."""

    def name(self) -> str:
        return "action_boarding_pass"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        written = next(tracker.get_latest_entity_values("boarding_pass"), None) or ""
        today = utc_now().date()
        try:
            read = bcbp.parse(str(written), today=today)
        except Unreadable as error:
            kind = "too_long" if error.field == "length" else "unreadable"
            dispatcher.utter_message(response=f"utter_boarding_pass_{kind}")
            return []
        language, origin, leg = language_of(tracker), origin_of(tracker), _next_leg(read)
        try:
            await in_store(lambda session: _record(session, origin, leg))
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        dispatcher.utter_message(
            response="utter_boarding_pass",
            facts=pass_words.facts(leg, language, today=today),
            left_out=pass_words.left_out(read, language),
            buttons=_buttons(read, leg, language),
        )
        known = [SlotSet("surname", read.surname or None), SlotSet("bag_reference", _reference(read))]
        flights = [one for one in (leg, *(other for other in read.legs if other != leg)) if one.number]
        return [*known, *_of_booking(read), focused(tracker, *map(_item, flights))]


def _next_leg(read: BoardingPass) -> Leg:
    """The first flight that is not over; the last one when all are."""
    today = utc_now().date()
    return next((leg for leg in read.legs if leg.date >= today), read.legs[-1])


def _item(leg: Leg) -> Item:
    """A flight of the pass, as the focus keeps it."""
    return item("flight", flight_of(leg), leg.date.isoformat(), leg.origin, destination=leg.destination)


def _reference(read: BoardingPass) -> str | None:
    """What the bags are found by: the tag of the only one, or the booking that has them all."""
    booking = _booking(read)
    if len(read.tags) == 1 or (read.tags and booking is None):
        return spelled(read.tags[0])
    return booking


def _booking(read: BoardingPass) -> str | None:
    """The booking reference, where it is one that a booking can be looked up by: other airlines' may be shorter."""
    found = parse_locator(read.locator.value) if read.locator else None
    return found.value if found else None


def _of_booking(read: BoardingPass) -> Events:
    locator = _booking(read)
    given = remember(locator=locator, surname=read.surname) if locator and read.surname else None
    return [*([SlotSet("booking_reference", locator)] if locator else []), SlotSet("last_pass", given)]


def _buttons(read: BoardingPass, leg: Leg, language: Language) -> list[dict[str, str]]:
    words = presenter.texts()["buttons"]
    flight, day = flight_of(leg), leg.date.isoformat()
    offered = [("flight", f'/flight_status{{"flight_number": "{flight}", "date": "{day}"}}')] if leg.number else []
    if _reference(read):
        # The slots are filled: only a new conversation would ask again.
        offered.insert(0, ("bag", '/bag_status{"bag_choice": "another"}'))
    if booking := _booking(read):
        offered.append(("booking", f'/look_up_booking{{"locator": "{booking}"}}'))
    return [{"title": words[name][language].format(flight=flight), "payload": payload} for name, payload in offered]


def _record(session: Session, origin: Origin | None, leg: Leg) -> None:
    words = presenter.texts()["recorded"]["boarding_pass"]
    summary: dict[str, str] = {one: words[one].format(flight=flight_of(leg)) for one in presenter.BOTH}
    record(session, origin, kind="boarding_pass_read", key=flight_of(leg), summary=summary)

"""Boarding passes: the text of one, pasted or read from a picture, fills in what would be asked for otherwise."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.focus import Item, focused, item
from actions.memory import remember
from actions.store import Origin, in_store, language_of, origin_of, record
from airline.access.references import spelled
from airline.bookings import bcbp, presenter
from airline.bookings.bcbp import BoardingPass, Leg, Unreadable
from airline.bookings.presenter import Language
from airline.places.airports import place_name
from crm.base import utc_now
from crm.errors import StoreUnavailable

Events = list[dict[str, Any]]


class ActionBoardingPass(Action):
    """Say what the pass tells, and offer what can be done with it. The bag still has to be looked up with it."""

    def name(self) -> str:
        return "action_boarding_pass"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        written = next(tracker.get_latest_entity_values("boarding_pass"), None) or ""
        try:
            read = bcbp.parse(str(written), today=utc_now().date())
        except Unreadable:
            dispatcher.utter_message(response="utter_boarding_pass_unreadable")
            return []
        language, origin, leg = language_of(tracker), origin_of(tracker), _next_leg(read)
        try:
            await in_store(lambda session: _record(session, origin, leg))
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        dispatcher.utter_message(
            response="utter_boarding_pass",
            flight=leg.flight,
            day=_day(leg, language),
            origin=place_name(leg.origin, language),
            destination=place_name(leg.destination, language),
            seat=leg.seat or "–",
            buttons=_buttons(read, leg, language),
        )
        known = [SlotSet("surname", read.surname), SlotSet("bag_reference", _reference(read)), *_of_booking(read)]
        return [*known, focused(tracker, *map(_item, [leg, *(one for one in read.legs if one != leg)]))]


def _next_leg(read: BoardingPass) -> Leg:
    """The first flight that is not over; the last one when all are."""
    today = utc_now().date()
    return next((leg for leg in read.legs if leg.date >= today), read.legs[-1])


def _item(leg: Leg) -> Item:
    """A flight of the pass, as the focus keeps it."""
    return item("flight", leg.flight, leg.date.isoformat(), leg.origin, destination=leg.destination)


def _reference(read: BoardingPass) -> str | None:
    """What the bags are found by: the tag of the only one, or the booking that has them all."""
    if len(read.tags) == 1 or (read.tags and read.locator is None):
        return spelled(read.tags[0])
    return read.locator.value if read.locator else None


def _of_booking(read: BoardingPass) -> Events:
    if read.locator is None:
        return [SlotSet("last_pass", None)]
    given = remember(locator=read.locator.value, surname=read.surname)
    return [SlotSet("booking_reference", read.locator.value), SlotSet("last_pass", given)]


def _buttons(read: BoardingPass, leg: Leg, language: Language) -> list[dict[str, str]]:
    words = presenter.texts()["buttons"]
    flight = f'/flight_status{{"flight_number": "{leg.flight}", "date": "{leg.date.isoformat()}"}}'
    offered = [("flight", flight)]
    if _reference(read):
        # The slots are filled: only a new conversation would ask again.
        offered.insert(0, ("bag", '/bag_status{"bag_choice": "another"}'))
    if read.locator:
        offered.append(("booking", f'/look_up_booking{{"locator": "{read.locator.value}"}}'))
    return [{"title": words[name][language].format(flight=leg.flight), "payload": payload} for name, payload in offered]


def _day(leg: Leg, language: Language) -> str:
    months = presenter.texts()["months"]
    day = leg.date
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {months[day.month - 1]}"


def _record(session: Session, origin: Origin | None, leg: Leg) -> None:
    words = presenter.texts()["recorded"]["boarding_pass"]
    summary: dict[str, str] = {one: words[one].format(flight=leg.flight) for one in presenter.BOTH}
    record(session, origin, kind="boarding_pass_read", key=leg.flight, summary=summary)

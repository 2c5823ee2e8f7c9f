"""What is said and offered once a booking is proved to be the customer's."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import knowledge
from actions.attached_form import show_form
from actions.store import Origin, in_store, language_of, origin_of
from airline.bookings import presenter as booking_presenter
from airline.bookings.bookings import Booking
from airline.bookings.presenter import Language
from airline.cases import booking_requests, drafts
from crm import case_presenter, forms, skills
from crm.base import utc_now
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.forms import Form

_SENTENCES = {"check_in": booking_presenter.check_in, "seat": booking_presenter.seat}
_OFFERED = {"check_in": ("seat", "bag"), "seat": ("seat",)}
_PAYLOADS = {
    "rebook": "/request_rebook",
    "refund": "/request_refund",
    "seat": "/request_seat",
}
_SEATS = {
    "window": re.compile(r"\bwindow\b|靠窗|窗边|窗口|窗户", re.IGNORECASE),
    "aisle": re.compile(r"\baisle\b|过道|走道|走廊", re.IGNORECASE),
}

Events = list[dict[str, Any]]


async def serve(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking, wish: str) -> Events:
    """Do what was wished for with a booking that was proved to be the customer's."""
    if wish == "seat" and _seat_wished(tracker):
        return await _open_request(dispatcher, tracker, booking, "seat_request")
    # A seat is shown first; another one has to be asked for.
    if form := skills.opened_by(wish):
        return await _open_request(dispatcher, tracker, booking, form)
    if wish == "refund_status":
        return await _tell_refunds(dispatcher, tracker, booking)
    _show(dispatcher, tracker, booking, wish)
    return []


def wish_buttons(wish: str, language: Language, *, known: bool) -> list[dict[str, str]]:
    """Below an article: look up one's own booking, or, where that is known, ask for what the article is about."""
    words = booking_presenter.texts()["buttons"]
    if known and wish in _PAYLOADS:
        return [{"title": words[wish][language], "payload": _PAYLOADS[wish]}]
    return [{"title": words["look_up"][language], "payload": f'/look_up_booking{{"booking_wish": "{wish}"}}'}]


def _show(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking, wish: str) -> None:
    language, now = language_of(tracker), utc_now()
    sentence = _SENTENCES.get(wish, booking_presenter.overview)(booking, language, now=now)
    dispatcher.utter_message(response="utter_booking", sentence=sentence)
    card = booking_presenter.card(booking, language, now=now)
    dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})
    offered = _OFFERED.get(wish, ("rebook", "refund", "seat", "bag"))
    dispatcher.utter_message(response="utter_booking_next", buttons=_buttons(booking, offered, language))


def _buttons(booking: Booking, offered: tuple[str, ...], language: Language) -> list[dict[str, str]]:
    words = booking_presenter.texts()["buttons"]
    payloads = {**_PAYLOADS, "bag": f'/bag_status{{"record_locator": "{booking.locator}"}}'}
    return [{"title": words[name][language], "payload": payloads[name]} for name in offered]


async def _open_request(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking, name: str) -> Events:
    origin = origin_of(tracker)
    if origin is None:
        dispatcher.utter_message(response="utter_store_away")
        return []
    try:
        form, resumed = await in_store(lambda session: _open(session, origin, tracker, booking, name))
    except (ConversationNotFound, StoreUnavailable):
        dispatcher.utter_message(response="utter_store_away")
        return []
    dispatcher.utter_message(response="utter_typed_before" if resumed else f"utter_{name}")
    show_form(dispatcher, form)
    return []


def _open(session: Session, origin: Origin, tracker: Tracker, booking: Booking, name: str) -> tuple[Form, bool]:
    """The form, and whether it had been begun and stopped before."""
    said, facts, now = _said(tracker, booking, name), {"locator": booking.locator}, utc_now()
    known = {**booking_requests.prefilled(booking, now=now), **said}
    typed = drafts.typed_before(session, conversation_id=origin.conversation_id, name=name, facts=facts, now=now)
    form = forms.open_form(
        session,
        conversation_id=origin.conversation_id,
        message_id=origin.message_id,
        name=name,
        values={**known, **typed, **said},
        facts=facts,
        said=set(said),
    )
    return form, bool(typed.keys() - known.keys())


def _said(tracker: Tracker, booking: Booking, name: str) -> dict[str, str]:
    """What the customer has just named: a flight of this booking, a day to fly on instead."""
    named = {slot: next(tracker.get_latest_entity_values(slot), None) for slot in ("flight_number", "date")}
    said = {}
    if named["flight_number"] in [one.flight for one in booking.segments]:
        said["flight"] = str(named["flight_number"])
    if name == "seat_request" and (seat := _seat_wished(tracker)):
        said["wish"] = seat
    if named["date"] and name == "rebook_request":
        said["new_date"] = str(named["date"])
    return said


def _seat_wished(tracker: Tracker) -> str | None:
    """The kind of seat that the customer would like, in their own words."""
    text = tracker.latest_message.get("text") or ""
    return next((wish for wish, words in _SEATS.items() if words.search(text)), None)


async def _tell_refunds(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking) -> Events:
    language = language_of(tracker)
    try:
        told = await in_store(lambda session: _refunds(session, booking, language))
    except StoreUnavailable:
        dispatcher.utter_message(response="utter_store_away")
        return []
    for sentence, card in told:
        dispatcher.utter_message(response="utter_case", sentence=sentence)
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})
    if not told:
        dispatcher.utter_message(response="utter_no_refund_request")
        await knowledge.answer(
            dispatcher, tracker, intent="refund_status", more=wish_buttons("refund", language, known=True)
        )
    return []


def _refunds(session: Session, booking: Booking, language: Language) -> list[tuple[str, dict[str, Any]]]:
    found = booking_requests.of_booking(session, booking.locator, kind="refund_request")
    return [(case_presenter.sentence(case, language), case_presenter.card(session, case, language)) for case in found]

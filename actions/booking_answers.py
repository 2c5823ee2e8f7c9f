"""What is said and offered once a booking is proved to be the customer's."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import flight_choices, knowledge, notices
from actions.attached_form import show_form
from actions.booking_said import entity_in, leg_meant, said_of, seat_number, seat_wished, wished_in
from actions.flight_answers import ANSWER, joined, leg_of, of_segment, say
from actions.focus import Item, focused, in_focus, item, stack
from actions.human import hand_over
from actions.store import Origin, language_of, origin_of
from airline import marks
from airline.bookings import presenter as booking_presenter
from airline.bookings.bookings import Booking
from airline.bookings.changes import changes_of
from airline.bookings.presenter import Language
from airline.cases import assistance, booking_requests, drafts
from airline.flights import presenter
from airline.flights.flights import FlightLeg
from crm import case_presenter, conversations, errand_forms, errands, forms, skills
from crm.base import utc_now
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.forms import Form
from crm.store import in_store

# The article with the conditions of what each form asks for.
CONDITIONS: Mapping[str, str] = {"rebook_request": "rebook", "refund_request": "refund", "seat_request": "seat"}
_SENTENCES = {"check_in": booking_presenter.check_in, "seat": booking_presenter.seat}
# Who changes or returns a flight wants to know what holds for it.
_CHANGED = frozenset({"rebook", "refund"})
_OFFERED = {"check_in": ("seat", "bag"), "seat": ("seat",)}
_PAYLOADS = {
    "rebook": "/request_rebook",
    "refund": "/request_refund",
    "seat": "/request_seat",
}
# A flight so many minutes late may be left without a fee, and is the one that is meant.
_LATE = 180
Events = list[dict[str, Any]]


async def serve(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking, wish: str) -> Events:
    """Do what was wished for with a booking that was proved to be the customer's."""
    if wish in _CHANGED:
        await notices.tell_beside(dispatcher, tracker, marks.of_flights(booking.segments))
    if wish == "seat" and (seat_wished(wished_in(tracker, wish)) or seat_number(wished_in(tracker, wish))):
        return await _open_request(dispatcher, tracker, booking, "seat_request")
    # A seat is shown first; another one has to be asked for.
    if (form := skills.opened_by(wish)) and errand_forms.errand_of(form):
        return await _go_on(tracker, booking, form)
    if form:
        if (other := await in_store(lambda session: _meant_elsewhere(session, tracker, booking, wish))) is not None:
            return _tell_not_in(dispatcher, tracker, booking, other, wish)
        return await _open_request(dispatcher, tracker, booking, form)
    if wish in _OF_OWN:
        return await _OF_OWN[wish](dispatcher, tracker, booking)
    await _show(dispatcher, tracker, booking, wish)
    return [in_view(tracker, booking)]


async def _go_on(tracker: Tracker, booking: Booking, name: str) -> Events:
    """Go on with an errand for the booking: the flight that was named since it was wished for is not asked again."""
    origin, told = origin_of(tracker), wished_in(tracker, name)
    leg, named = leg_meant(tracker, booking, told), entity_in(told, "flight_number")
    flight = leg.flight if leg else named

    def attach(session: Session) -> None:
        if origin and (form := errands.waiting(session, origin.conversation_id, name)):
            assistance.attach(form, booking, flight=flight, now=utc_now())
            conversation = conversations.get(session, origin.conversation_id)
            assistance.prefill(session, form, conversation, booking, now=utc_now())
            errand_forms.add_facts(form, **{errand_forms.READ: str(origin.message_id)})

    await in_store(attach)
    return [in_view(tracker, booking), FollowupAction("errand_form")]


def _meant_elsewhere(session: Session, tracker: Tracker, booking: Booking, wish: str) -> str | None:
    """The flight to change or return, where it is none of this booking: named, or spoken of just before."""
    numbers = {one.flight for one in booking.segments}
    if named := entity_in([tracker.latest_message], "flight_number"):
        to_it = skills.opened_by(wish) == flight_choices.FORM and _chosen(session, tracker, booking, utc_now())
        return None if named in numbers or to_it else named
    newest = next((one for one in stack(tracker) if one["kind"] in ("flight", "booking")), None)
    if wish not in _CHANGED or newest is None or newest["kind"] != "flight" or newest["ids"][0] in numbers:
        return None
    leg = leg_of(session, *newest["ids"][:3])
    return leg.flight if leg and (leg.cancelled or leg.diverted_to or (leg.departure_delay or 0) >= _LATE) else None


def _tell_not_in(
    dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking, flight: str, wish: str
) -> Events:
    language = language_of(tracker)
    said = say("booking", "not_in", language, flight=flight, flights=flights_of(booking, language))
    dispatcher.utter_message(response=ANSWER, sentence=said, buttons=wish_buttons(wish, language, known=True))
    return [in_view(tracker, booking)]


def flights_of(booking: Booking, language: Language) -> str:
    """The flights of a booking in words."""
    named = (say("booking", "named", language, **of_segment(one, language)) for one in booking.segments)
    return ("、" if language == "zh" else "; ").join(named)


def in_view(tracker: Tracker, booking: Booking, *above: Item) -> dict[str, Any]:
    """The slot with this booking on top, or right below what was shown of it."""
    return focused(tracker, *above, item("booking", booking.locator))


def wish_buttons(wish: str, language: Language, *, known: bool) -> list[dict[str, str]]:
    """Below an article: look up one's own booking, or, where that is known, ask for what the article is about."""
    words = booking_presenter.texts()["buttons"]
    if known and wish in _PAYLOADS:
        return [{"title": words[wish][language], "payload": _PAYLOADS[wish]}]
    return [{"title": words["look_up"][language], "payload": f'/look_up_booking{{"booking_wish": "{wish}"}}'}]


async def _show(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking, wish: str) -> None:
    language, now = language_of(tracker), utc_now()
    try:
        changes = await in_store(lambda session: changes_of(session, booking))
    except StoreUnavailable:
        changes = {}
    sentence = _SENTENCES.get(wish, booking_presenter.overview)(booking, language, now=now)
    news = booking_presenter.news(booking, changes, language, now=now)
    dispatcher.utter_message(response="utter_booking", sentence=joined([sentence, news], language))
    card = booking_presenter.card(booking, language, now=now, changes=changes)
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
        opened = await in_store(lambda session: _open(session, origin, tracker, booking, name))
    except (ConversationNotFound, StoreUnavailable):
        dispatcher.utter_message(response="utter_store_away")
        return []
    form = opened.form
    _say_opened(dispatcher, tracker, booking, opened)
    show_form(dispatcher, form)
    if name == "rebook_request" and (seat := seat_wished(wished_in(tracker, "rebook"))):
        words = say("form", f"seat_{seat}", language_of(tracker))
        dispatcher.utter_message(response=ANSWER, sentence=say("form", "seat_noted", language_of(tracker), seat=words))
    if opened.offer:
        opened.offer.say(dispatcher)
    shown = item("form", name, str(form.id), locator=booking.locator, article=CONDITIONS.get(name))
    return [in_view(tracker, booking, shown)]


def _say_opened(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking, opened: "_Opened") -> None:
    """What the form is, or what was put into one that is open."""
    name, language = opened.form.name, language_of(tracker)
    about = _named(booking, str(opened.form.values.get("flight") or ""), language)
    if opened.gone:
        said = say("form", "flight_gone", language, flight=opened.gone.flight)
        dispatcher.utter_message(response=ANSWER, sentence=said)
    elif opened.chosen:
        new = flight_choices.in_words(opened.chosen, language)
        dispatcher.utter_message(response=ANSWER, sentence=say("form", "chosen", language, flight=about, new=new))
    elif filled := _filled(tracker, opened.form, name, about):
        dispatcher.utter_message(response=ANSWER, sentence=filled)
    else:
        dispatcher.utter_message(response="utter_typed_before" if opened.resumed else f"utter_{name}", flight=about)


def _filled(tracker: Tracker, form: Form, name: str, about: str) -> str:
    """What a value alone was put into a form that is open already; empty where the form is new."""
    newest, language = in_focus(tracker), language_of(tracker)
    if newest is None or newest["kind"] != "form" or newest["ids"] != [name, str(form.id)]:
        return ""
    if name == "refund_request":
        return say("form", "filled_refund", language, flight=about)
    day = str(form.values.get("new_date") or "")
    what = [say("form", "filled_flight", language, flight=about)]
    what += [say("form", "filled_day", language, date=presenter.day(date.fromisoformat(day), language))] if day else []
    other = str(form.values.get("new_flight") or "")
    what += [say("form", "filled_new_flight", language, flight=other)] if other else []
    seat = str(form.values.get("seat") or "") if name == "seat_request" else ""
    what += [say("form", "filled_seat", language, seat=seat)] if seat else []
    return say("form", "filled", language, what=("，" if language == "zh" else ", ").join(what))


class _Opened(NamedTuple):
    """A form that was opened; whether it had been begun and stopped before; what was chosen, or what is offered."""

    form: Form
    resumed: bool
    chosen: FlightLeg | None = None
    gone: FlightLeg | None = None
    offer: flight_choices.Offer | None = None


def _open(session: Session, origin: Origin, tracker: Tracker, booking: Booking, name: str) -> _Opened:
    said, facts, now = said_of(tracker, booking, name), {"locator": booking.locator}, utc_now()
    known = {**booking_requests.prefilled(booking, now=now), **said}
    typed = drafts.typed_before(session, conversation_id=origin.conversation_id, name=name, facts=facts, now=now)
    picked = _chosen(session, tracker, booking, now) if name == flight_choices.FORM else None
    if picked:
        known |= picked.values
        # What was chosen some messages ago may have been changed in the form since.
        said = {key: value for key, value in said.items() if key not in picked.values}
        said |= picked.values if picked.newly else {}
    form = forms.open_form(
        session,
        conversation_id=origin.conversation_id,
        message_id=origin.message_id,
        name=name,
        values={**known, **typed, **said},
        facts=facts,
        said=set(said),
    )
    resumed = bool(typed.keys() - known.keys())
    if name != flight_choices.FORM:
        return _Opened(form, resumed)
    flight_choices.let_go(session, form, booking)
    return _Opened(
        form,
        resumed,
        chosen=picked.leg if picked and (picked.newly or not _is_open(tracker)) else None,
        gone=flight_choices.gone(session, tracker.latest_message, now=now),
        offer=flight_choices.offer(session, form, booking, language_of(tracker), asked=_names_day(tracker)),
    )


def _chosen(session: Session, tracker: Tracker, booking: Booking, now: datetime) -> flight_choices.Chosen | None:
    day = said_of(tracker, booking, flight_choices.FORM).get("new_date")
    return flight_choices.chosen(
        session,
        wished_in(tracker, "rebook"),
        booking,
        on=date.fromisoformat(day) if day else None,
        in_form=_is_open(tracker),
        now=now,
    )


def _names_day(tracker: Tracker) -> bool:
    """Whether the message names another day for the request that is on the screen."""
    return _is_open(tracker) and entity_in([tracker.latest_message], "date") is not None


def _is_open(tracker: Tracker) -> bool:
    """Whether the request for a change is the newest thing on the screen."""
    newest = in_focus(tracker)
    return newest is not None and newest["kind"] == "form" and newest["ids"][0] == flight_choices.FORM


def _named(booking: Booking, flight: str, language: Language) -> str:
    """A flight of the booking in words, with its day and its ends."""
    segment = next((one for one in booking.segments if one.flight == flight), None)
    return say("booking", "named", language, **of_segment(segment, language)) if segment else flight


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
        more = wish_buttons("refund", language, known=True)
        return await knowledge.answer(dispatcher, tracker, intent="refund_status", more=more)
    return [in_view(tracker, booking)]


async def _correct_name(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking) -> Events:
    """Nobody but a person changes a name; whoever gives reference and surname for it wants just that."""
    sentence = say("booking", "name_corrected", language_of(tracker), locator=booking.locator)
    dispatcher.utter_message(response=ANSWER, sentence=sentence)
    called = hand_over(dispatcher, tracker, reason="requested", response="utter_handing_over")
    return [in_view(tracker, booking), *called]


# Wishes that show no form.
_OF_OWN = {"refund_status": _tell_refunds, "name_correction": _correct_name}


def _refunds(session: Session, booking: Booking, language: Language) -> list[tuple[str, dict[str, Any]]]:
    found = booking_requests.of_booking(session, booking.locator, kind="refund_request")
    return [(case_presenter.sentence(case, language), case_presenter.card(session, case, language)) for case in found]

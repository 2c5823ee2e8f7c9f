"""What is said and offered once a booking is proved to be the customer's."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import knowledge, notices
from actions.attached_form import show_form
from actions.flight_answers import ANSWER, BACK, joined, leg_of, of_segment, say, way_back
from actions.focus import Item, focused, in_focus, item, stack
from actions.human import hand_over
from actions.store import Origin, language_of, origin_of
from airline import marks
from airline.bookings import presenter as booking_presenter
from airline.bookings.bookings import Booking, Segment
from airline.bookings.changes import changes_of
from airline.bookings.presenter import Language
from airline.cases import assistance, booking_requests, drafts
from airline.flights import presenter
from crm import case_presenter, errand_forms, errands, forms, skills
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
_SEATS = {
    "window": re.compile(r"\bwindow\b|靠窗|窗边|窗口|窗户", re.IGNORECASE),
    "aisle": re.compile(r"\baisle\b|过道|走道|走廊", re.IGNORECASE),
    "legroom": re.compile(
        r"\b(?:leg ?room|exit row|emergency exit|space for my legs)\b|腿部空间|紧急出口|伸腿|腿长", re.IGNORECASE
    ),
    "together": re.compile(r"\b(?:together|next to|beside)\b|坐(?:在)?一起|挨着|相邻|并排", re.IGNORECASE),
    "bassinet": re.compile(r"\b(?:bassinet|cot)\b|摇篮|婴儿床", re.IGNORECASE),
    "front": re.compile(
        r"\b(?:at|in|near|towards?|to) the front\b|\bfront (?:rows?|seats?)\b|前排|靠前|往前", re.IGNORECASE
    ),
}
# What is said not to be wanted: "but NOT a window", 不要中间.
_NOT_SEAT = re.compile(
    r"(?:\b(?:not|no|never|without|anything but|except|other than)|n['’]t (?:want|like|need|fancy)|\b(?:hate|avoid))"
    r"(?: \w+){0,3}? (?:window|aisle|middle|front)\b(?: seats?)?"
    r"|(?:不要|别|不想(?:要|坐)?|不喜欢|除了|不坐|讨厌)(?:给我|安排|坐|在)*(?:靠)?(?:窗|过道|走道|中间|前排|后排)[边户口]?",
    re.IGNORECASE,
)

_SEAT_NUMBER = re.compile(r"(?<![A-Z0-9])[1-9]\d?[A-HJ-L](?![A-Z0-9])", re.IGNORECASE)
_MOVED = re.compile(
    r"(?P<en>\ba|\bone|\btwo|\bthree|\b[1-9])\s+days?\s+(?P<way>later|after|earlier|sooner|before)\b"
    r"|(?P<zh_way>往后推|推迟|延后|往后|晚|提前|提早|早)(?P<zh>[一两二三1-9])天",
    re.IGNORECASE,
)
_COUNTS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    **{str(n): n for n in range(1, 10)},
}

# A flight so many minutes late may be left without a fee, and is the one that is meant.
_LATE = 180
# So many messages back a wish was made: "to the 3rd", the reference, the name, the code.
_WISHED_LATELY = 5

Events = list[dict[str, Any]]
# What was understood of a message, as the tracker keeps it.
Message = dict[str, Any]


async def serve(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking, wish: str) -> Events:
    """Do what was wished for with a booking that was proved to be the customer's."""
    if wish in _CHANGED:
        await notices.tell_beside(dispatcher, tracker, marks.of_flights(booking.segments))
    if wish == "seat" and (_seat_wished(_wished_in(tracker, wish)) or _seat_number(_wished_in(tracker, wish))):
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
    origin, told = origin_of(tracker), _wished_in(tracker, name)
    leg, named = _leg_meant(tracker, booking, told), _entity(told, "flight_number")
    flight = leg.flight if leg else named

    def attach(session: Session) -> None:
        if origin and (form := errands.waiting(session, origin.conversation_id, name)):
            assistance.attach(form, booking, flight=flight, now=utc_now())
            errand_forms.add_facts(form, **{errand_forms.READ: str(origin.message_id)})

    await in_store(attach)
    return [in_view(tracker, booking), FollowupAction("errand_form")]


def _meant_elsewhere(session: Session, tracker: Tracker, booking: Booking, wish: str) -> str | None:
    """The flight to change or return, where it is none of this booking: named, or spoken of just before."""
    numbers = {one.flight for one in booking.segments}
    if named := _entity([tracker.latest_message], "flight_number"):
        return None if named in numbers else named
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
        form, resumed = await in_store(lambda session: _open(session, origin, tracker, booking, name))
    except (ConversationNotFound, StoreUnavailable):
        dispatcher.utter_message(response="utter_store_away")
        return []
    about = _named(booking, str(form.values.get("flight") or ""), language_of(tracker))
    if filled := _filled(tracker, form, name, about):
        dispatcher.utter_message(response=ANSWER, sentence=filled)
    else:
        dispatcher.utter_message(response="utter_typed_before" if resumed else f"utter_{name}", flight=about)
    show_form(dispatcher, form)
    if name == "rebook_request" and (seat := _seat_wished(_wished_in(tracker, "rebook"))):
        words = say("form", f"seat_{seat}", language_of(tracker))
        dispatcher.utter_message(response=ANSWER, sentence=say("form", "seat_noted", language_of(tracker), seat=words))
    shown = item("form", name, str(form.id), locator=booking.locator, article=CONDITIONS.get(name))
    return [in_view(tracker, booking, shown)]


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
    seat = str(form.values.get("seat") or "") if name == "seat_request" else ""
    what += [say("form", "filled_seat", language, seat=seat)] if seat else []
    return say("form", "filled", language, what=("，" if language == "zh" else ", ").join(what))


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


def _named(booking: Booking, flight: str, language: Language) -> str:
    """A flight of the booking in words, with its day and its ends."""
    segment = next((one for one in booking.segments if one.flight == flight), None)
    return say("booking", "named", language, **of_segment(segment, language)) if segment else flight


def _said(tracker: Tracker, booking: Booking, name: str) -> dict[str, str]:
    """What the customer named since they wished for it: a flight of this booking, a day to fly on instead, a seat."""
    told = _wished_in(tracker, name.removesuffix("_request"))
    flight, day = (_entity(told, entity) for entity in ("flight_number", "date"))
    said = {}
    leg = _leg_meant(tracker, booking, told)
    if leg:
        said["flight"] = leg.flight
    if name == "rebook_request" and (days := _days_moved(told)):
        moved = leg or next(iter(booking.to_come(utc_now())), None)
        if moved:
            said["new_date"] = (moved.departs.date() + timedelta(days=days)).isoformat()
    if flight in [one.flight for one in booking.segments]:
        said["flight"] = str(flight)
    if name == "seat_request" and (seat := _seat_wished(told)):
        said["wish"] = seat
    if name == "seat_request" and (number := _seat_number(told)):
        said["seat"] = number
    if name == "seat_request" and (denied := _NOT_SEAT.search(_words(told))):
        said["note"] = denied.group().strip()
    if day and name == "rebook_request" and "new_date" not in said:
        said["new_date"] = str(day)
    if name == "rebook_request" and (seat := _seat_wished(told)):
        said["note"] = say("form", f"seat_{seat}", language_of(tracker))
    return said


def _wished_in(tracker: Tracker, wish: str) -> list[Message]:
    """The customer's messages since they first wished for this, the newest first; else only the present one."""
    messages = [event.get("parse_data") or {} for event in reversed(tracker.events) if event.get("event") == "user"]
    present = [tracker.latest_message, *messages[1 : _WISHED_LATELY + 1]]
    began = max((n for n, one in enumerate(present) if (one.get("intent") or {}).get("name") == wish), default=0)
    return present[: began + 1]


def _entity(told: list[Message], entity: str) -> str | None:
    """The value of an entity in the newest message that has it."""
    found = (one for message in told for one in message.get("entities") or [] if one["entity"] == entity)
    return next((str(one["value"]) for one in found), None)


def _words(told: list[Message]) -> str:
    return "\n".join(message.get("text") or "" for message in told)


def _leg_meant(tracker: Tracker, booking: Booking, told: list[Message]) -> Segment | None:
    """The flight of the booking that is meant: "my return flight", or the one spoken of last."""
    if BACK.search(_words(told)):
        return way_back(booking)
    shown = in_focus(tracker)
    if shown is None or shown["kind"] != "flight":
        return None
    flight, day = shown["ids"][:2]
    return next(
        (one for one in booking.segments if (one.flight, one.departs.date().isoformat()) == (flight, day)), None
    )


def _days_moved(told: list[Message]) -> int:
    """By how many days a flight is to be moved: "a day later", 晚一天, 提前两天."""
    found = _MOVED.search(_words(told))
    if found is None:
        return 0
    said = {name: value.lower() for name, value in found.groupdict().items() if value}
    count = _COUNTS.get(said.get("en") or said.get("zh") or "", 1)
    earlier = said.get("way") in ("earlier", "sooner", "before") or said.get("zh_way") in ("早", "提前", "提早")
    return -count if earlier else count


def _seat_wished(told: list[Message]) -> str | None:
    """The kind of seat that the customer would like, in their own words."""
    text = _NOT_SEAT.sub(" ", _words(told))
    return next((wish for wish, words in _SEATS.items() if words.search(text)), None)


def _seat_number(told: list[Message]) -> str | None:
    """The very seat that the customer would like: "12A pls"."""
    found = _SEAT_NUMBER.search(_words(told))
    return found[0].upper() if found else None


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

"""Bookings: shown to whoever proves one theirs, with check-in and seat; what is asked for one becomes a case."""

import re
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import bag_report, booked, errand, flight_choices, knowledge, notices
from actions.asking import SURE, Asking, goes_on
from actions.booking_answers import serve, wish_buttons
from actions.booking_asked import ASKED, FORM, ask_for, named_locator, start_asking
from actions.disturbed import WISHES, disturbed_in_view, other_flights, tell_free
from actions.flight_answers import ANSWER, say
from actions.focus import in_focus
from actions.memory import remember, remembered, shown_booking
from actions.proof import (
    FACTOR,
    FACTOR_NEEDED,
    Events,
    Proof,
    ReferenceForm,
    Slots,
    asks_for_factor,
    failed,
    proof_of,
    reference_in,
)
from actions.store import language_of, record
from airline import marks
from airline.access.identity import Search
from airline.access.references import RecordLocator, parse_locator
from airline.bookings import bookings, presenter
from airline.bookings.bookings import Booking
from airline.cases import lookups
from airline.errors import BookingNotFound, NothingFound, SecondFactorNeeded, TooManyAttempts
from crm import skills
from crm.errors import StoreUnavailable
from crm.knowledge import find_answer
from crm.store import in_store

GENERAL_INFO = "booking_info"
# Who says this asks how things are done, not for something to be done.
_ASKS_HOW = re.compile(
    r"\b(?:how|what|when|which|why|who|fees?|costs?|price|charges?|policy|rules?|allowed|possible|can i|could i|may i"
    r"|do you|do i|do we|does|is it|is there|are there)\b"
    r"|怎么|怎麼|如何|怎样|怎樣|多少|多久|几天|幾天|几点|幾點|什么|什麼|哪里|哪裡|哪些|能不能|能否|可不可以|吗|嗎|规定|规则|费|要钱|收不收|收钱",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:my|me|us|our|(?:i|we) (?:want|need)|i(?:'|’)?d like|i would like|(?:want|need|have) to|please|pls)\b"
    r"|我要|我想|想要|想(?:靠|坐|换|改|退|提前|推迟|延后|晚|早|往后|往前)|我的|我们的|帮我|幫我|给我|給我|替我|请|請|麻烦|麻煩|帮忙",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:how much|costs?|fees?|price|charged?)\b|多少钱|多少錢|[退扣赔收交]多少|费用|費用|手续费|手續費|收费|收費",
    re.IGNORECASE,
)
_TO_ANOTHER_DAY = re.compile(
    r"\b(?:change|move|switch|rebook|put)\b.{0,25}\b(?:to|on|for)\b|改到|改成|改为|改签|换到", re.I
)
_RETURNED = re.compile(
    r"\b(?:refund\w*|money|cancel\w*|reimburs\w*|pa(?:y|id) back|give (?:it|the ticket) back|get \w+ back"
    r"|not (?:fly|travel|go)\w*|can['’]?t (?:fly|travel|go))\b|退|取消|不飞|不走|不去|钱",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:actually|instead|rather|no|wait|better)\b|还是|算了|不如|改成|改为|不对|不|直接", re.IGNORECASE
)
# Questions of these kinds are about one's own booking, unless they ask how or how long.
_OWN_ANYWAY = frozenset({GENERAL_INFO, "refund_status"})
_ASKS_THE_WAY = re.compile(
    r"\bhow (?:do|can|could|to|long|many days)\b|\bwhere can\b"
    r"|怎么查|怎麼查|如何查|怎样查|在哪查|哪里查|哪里可以|多久|几天|幾天",
    re.IGNORECASE,
)


# What has happened is answered first; what can be done with the booking is a button below.
_SAID_FIRST = frozenset(
    {
        "agency_ticket",
        "name_correction_new_name",
        "name_correction_other_person",
        "payment_charged_twice",
        "payment_wrong_amount",
        "rebook_missed_flight",
        "rebook_no_show_return",
        "refund_24_hours",
        "rebook_running_late",
        "refund_medical",
        "refund_voucher",
        "seat_family",
        "seat_upgrade",
    }
)
_LEG = re.compile(
    r"\b(?:way (?:back|home|out|there)|(?:going|fly(?:ing)?|coming) (?:back|home|out)|return|outbound|inbound)\b"
    r"|\b(?:second|first) (?:leg|flight|segment)\b|回程|返程|去程|回来|回去|第[一二][段程]",
    re.IGNORECASE,
)


# Articles whose matter is done with a booking.
_READ_ABOUT = frozenset({"rebook", "refund", "seat", "check_in", "refund_status", "name_correction"})
_FEW_WORDS = 4


_FLIGHT = re.compile(r"\b(?:flights?|fly(?:ing)?|tickets?|booking|trip)\b|航班|机票|飞|订单|改签|行程", re.I)


class ActionBooking(Action):
    """Answer in general, from an article, or for the customer's own booking when it is that they speak of."""

    def name(self) -> str:
        return "action_booking"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        return (
            await errand.claimed(dispatcher, tracker)
            or await _moves_appointment(dispatcher, tracker)
            or await _answer_wish(dispatcher, tracker)
        )


async def _moves_appointment(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """ "Move it to Friday", under an appointment, is about that; None where a flight is meant."""
    text = tracker.latest_message.get("text") or ""
    if tracker.get_intent_of_latest_message() != "rebook" or named_locator(tracker) or _FLIGHT.search(text):
        return None
    return await booked.about_shown(dispatcher, tracker)


async def _answer_wish(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """The wish as one for the booking that is known or named, for a disturbed flight, or answered in general."""
    wish, named = tracker.get_intent_of_latest_message() or GENERAL_INFO, named_locator(tracker)
    if named and says_little_else(tracker, named) and (wish == GENERAL_INFO or _is_guess(tracker)):
        wish = read_about(tracker) or GENERAL_INFO
    if wish == "seat" and _moves_day(tracker):
        # "Change it to the 12th, window seat": the seat goes with the change.
        wish = "rebook"
    if named and (other := _corrected_for_bag(tracker)):
        return [SlotSet("bag_reference", named), FollowupAction(other)]
    known = shown_booking(tracker)
    if not named and (told := await _of_disturbed(dispatcher, tracker, wish, known)) is not None:
        return told
    if (tracker.active_loop or {}).get("name") == FORM and not named and changes_mind(tracker):
        return [SlotSet("booking_wish", wish)]
    if known and named in (None, known) and _means_booking(tracker, wish, named):
        return await _serve_known(dispatcher, tracker, known, wish)
    if named or (
        speaks_of_own(tracker) and not _sounds_like_refund(tracker, wish) and not await _is_said_first(tracker, wish)
    ):
        return ask_for(tracker, wish)
    return await _answer_in_general(dispatcher, tracker, wish)


async def _of_disturbed(
    dispatcher: CollectingDispatcher, tracker: Tracker, wish: str, known: str | None
) -> Events | None:
    """What holds for a cancelled or very late flight that is spoken of; None where none is, or its booking is known."""
    if wish not in WISHES or known or _pressed(tracker) or (tracker.active_loop or {}).get("name") == FORM:
        return None
    ask = speaks_of_own(tracker)
    try:
        leg = await disturbed_in_view(tracker)
        # Where the booking is asked for at once, they are offered with its request.
        instead = await other_flights(leg) if leg and wish == "rebook" and not ask else []
    except StoreUnavailable:
        return None
    if leg is None:
        return None
    await notices.tell_beside(dispatcher, tracker, marks.of_flights([leg]))
    told = tell_free(dispatcher, tracker, leg, wish, ask=ask, instead=instead)
    return [*told, SlotSet("booking_wish", wish), *start_asking(tracker)] if ask else told


class ActionBookingRequest(Action):
    """Open the form for a change, a refund or a seat, once it is known whose booking it is."""

    def name(self) -> str:
        return "action_booking_request"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        wish, known = tracker.get_intent_of_latest_message() or "", shown_booking(tracker)
        if flight_choices.wants_another_day(tracker.latest_message):
            dispatcher.utter_message(response=ANSWER, sentence=say("form", "which_day", language_of(tracker)))
            return []
        if known is None:
            return [SlotSet("booking_wish", wish), *start_asking(tracker)]
        return await _serve_known(dispatcher, tracker, known, wish)


class ValidateBookingForm(Asking, ReferenceForm, FormValidationAction):
    """Takes what the customer wrote for booking reference and surname, in any order."""

    asked_slot = ASKED[0]

    def name(self) -> str:
        return "validate_booking_form"

    def domain_slots(self, domain: dict[str, Any]) -> list[str]:
        """The form's slots. Rasa does not send us its domain."""
        return [*ASKED, FACTOR]

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[str]:
        """Nothing for a booking shown a moment ago."""
        given = tracker.get_slot("booking_reference")
        known = shown_booking(tracker) and given in (None, shown_booking(tracker))
        return [] if known else self.with_factor(tracker, ASKED)

    def validate_booking_reference(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """A booking reference."""
        return reference_in(value, slot=ASKED[0], read=parse_locator, dispatcher=dispatcher, tracker=tracker)


class ActionShowBooking(Action):
    """Do what was wished for with the booking; the same answer for an unknown reference and a wrong surname."""

    def name(self) -> str:
        return "action_show_booking"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        wish = tracker.get_slot("booking_wish") or read_about(tracker) or GENERAL_INFO
        known, given = shown_booking(tracker), tracker.get_slot("booking_reference")
        if known and given in (None, known):
            return [*await _serve_known(dispatcher, tracker, known, wish), *forget()]
        try:
            booking = await find_given(tracker)
        except SecondFactorNeeded:
            return asks_for_factor(FORM)
        except (NothingFound, TooManyAttempts, StoreUnavailable) as error:
            told = failed(dispatcher, tracker, error, form=FORM, slot=ASKED[0], not_found="utter_booking_not_found")
            kept = [SlotSet(slot, None) for slot in (*ASKED, FACTOR, FACTOR_NEEDED)]
            return [*told, *kept, *([SlotSet("last_booking", None)] if isinstance(error, NothingFound) else [])]
        surname = tracker.get_slot("surname")
        shown = SlotSet("last_booking", remember(locator=booking.locator, surname=surname))
        filled = wish == GENERAL_INFO and await bag_report.fill_from(dispatcher, tracker, booking)
        served = [] if filled else await serve(dispatcher, tracker, booking, wish)
        told = [shown, SlotSet("last_try", None), *forget(), *served]
        return [*told, *goes_on(tracker, FORM)]


def read_about(tracker: Tracker) -> str | None:
    """What the customer has just asked about, if it is done with a booking: they give the reference to have it done."""
    newest = in_focus(tracker)
    intent = newest.get("intent") if newest and newest["kind"] == "article" else None
    return intent if intent in _READ_ABOUT else None


def says_little_else(tracker: Tracker, locator: str) -> bool:
    """Whether a message is a reference, perhaps with a name: nothing that says what is to be done with it."""
    text = tracker.latest_message.get("text") or ""
    rest = re.sub(re.escape(locator), " ", text, flags=re.IGNORECASE)
    return len(re.findall(r"[A-Za-z'’-]+|[\u3400-\u9fff]{1,3}", rest)) <= _FEW_WORDS


def _means_booking(tracker: Tracker, wish: str, named: str | None) -> bool:
    """Whether something is to be done with the booking that is known, rather than told."""
    if _sounds_like_refund(tracker, wish):
        return False
    leg = _names_leg(tracker) and not _asks_price(tracker)
    own = speaks_of_own(tracker) or changes_mind(tracker) or _fills_open(tracker, wish)
    return bool(named or own or _pressed(tracker) or leg)


def _sounds_like_refund(tracker: Tracker, wish: str) -> bool:
    """ "Can I add a return": nobody is refunded who did not say so."""
    return wish == "refund" and not (_pressed(tracker) or _RETURNED.search(_text(tracker)))


def _fills_open(tracker: Tracker, wish: str) -> bool:
    """Whether what is named belongs into the form of this wish: it, or its booking, is the newest thing shown."""
    newest = in_focus(tracker)
    if newest is None or skills.opened_by(wish) is None:
        return False
    if newest["kind"] == "form":
        return bool(newest["ids"][0] == skills.opened_by(wish)) and not _asks_price(tracker)
    named = {one["entity"] for one in tracker.latest_message.get("entities") or []}
    return (
        newest["kind"] == "booking" and bool(named & {"date", "flight_number"}) and not _ASKS_HOW.search(_text(tracker))
    )


def _moves_day(tracker: Tracker) -> bool:
    return bool(next(tracker.get_latest_entity_values("date"), None) and _TO_ANOTHER_DAY.search(_text(tracker)))


def _is_guess(tracker: Tracker) -> bool:
    """Whether the classifier was hardly sure: a reference and a name alone sound like any wish."""
    return ((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0) < SURE


def _names_leg(tracker: Tracker) -> bool:
    """ "On the way back" speaks of a booking that was shown, not of bookings in general."""
    return bool(_LEG.search(tracker.latest_message.get("text") or ""))


def _asks_price(tracker: Tracker) -> bool:
    """ "How much to change the way back": whoever weighs it wants the fee, and no form yet."""
    return bool(_PRICE.search(tracker.latest_message.get("text") or ""))


def forget() -> Events:
    """Let go of what was given for a booking."""
    return [SlotSet(slot, None) for slot in (*ASKED, FACTOR, FACTOR_NEEDED, "booking_wish")]


def speaks_of_own(tracker: Tracker) -> bool:
    """Whether the customer wants something done or shown for their own booking, rather than to know how it is done."""
    text = tracker.latest_message.get("text") or ""
    if _pressed(tracker):
        return False
    if tracker.get_intent_of_latest_message() in _OWN_ANYWAY:
        return not _ASKS_THE_WAY.search(text)
    return bool(_WANTS.search(text) or _LEG.search(text)) and not _ASKS_HOW.search(text)


def changes_mind(tracker: Tracker) -> bool:
    """Whether something else is to be done with the booking that is being asked for: "no, cancel it instead"."""
    text = tracker.latest_message.get("text") or ""
    return not _ASKS_HOW.search(text) and bool(_WANTS.search(text) or _INSTEAD.search(text))


def _text(tracker: Tracker) -> str:
    return tracker.latest_message.get("text") or ""


def _pressed(tracker: Tracker) -> bool:
    """Whether a button was pressed: its payload is not the customer's words."""
    return (tracker.latest_message.get("text") or "").startswith("/")


def _corrected_for_bag(tracker: Tracker) -> str | None:
    """The form that waits for a better number, when nothing but a number was sent right after a try in vain."""
    tried = remembered(tracker, "last_try")
    alone = (tracker.latest_message.get("text") or "").strip().upper() == named_locator(tracker)
    return tried["form"] if tried and alone and tried["form"] != FORM else None


async def _is_said_first(tracker: Tracker, wish: str) -> bool:
    """Whether an article tells what holds in their case: a form without a word would leave them alone with it."""
    text = tracker.latest_message.get("text") or ""
    try:
        article = await in_store(lambda session: find_answer(session, intent=wish, text=text))
    except StoreUnavailable:
        return False
    return article is not None and article.key in _SAID_FIRST


async def _answer_in_general(dispatcher: CollectingDispatcher, tracker: Tracker, wish: str) -> Events:
    known = shown_booking(tracker)
    more = wish_buttons(wish, language_of(tracker), known=known is not None)
    return await knowledge.answer(dispatcher, tracker, more=more)


async def _serve_known(dispatcher: CollectingDispatcher, tracker: Tracker, locator: str, wish: str) -> Events:
    """The booking was proved a moment ago, so it is read anew but not asked for."""
    try:
        found = await in_store(lambda session: list(bookings.source(session).bookings(locator)))
    except StoreUnavailable:
        dispatcher.utter_message(response="utter_store_away")
        return []
    if not found:
        dispatcher.utter_message(response="utter_booking_not_found")
        return [SlotSet("last_booking", None)]
    return await serve(dispatcher, tracker, found[0], wish)


async def find_given(tracker: Tracker, *, read: tuple[str, str] | None = None) -> Booking:
    """The booking by the reference and surname given, or by those that a boarding pass gave (`read`).

    Raises what `airline.cases.lookups` finds wrong, after the try has been written down.
    """
    reference, surname = read or (tracker.get_slot("booking_reference") or "", str(tracker.get_slot("surname") or ""))
    locator = parse_locator(reference)
    if locator is None:
        raise BookingNotFound
    proof = replace(proof_of(tracker), surname=surname)
    search = await in_store(lambda session: _search(session, locator, proof))
    return search.unwrap()[0]


def _search(session: Session, locator: RecordLocator, proof: Proof) -> Search[Booking]:
    search = lookups.find_booking(
        session,
        bookings.source(session),
        conversation_id=proof.conversation_id,
        locator=locator,
        surname=proof.surname,
        now=proof.now,
        message_id=proof.message_id,
        factor=proof.factor,
    )
    outcome = {NothingFound: "not_found", TooManyAttempts: "locked", SecondFactorNeeded: "locked"}
    name = next((word for error, word in outcome.items() if isinstance(search.error, error)), "found")
    kind = "booking_looked_up" if name == "found" else "booking_lookup_failed"
    record(session, proof.origin, kind=kind, key=name, summary=presenter.recorded(name, locator.masked))
    return search


__all__ = ["ActionBooking", "ActionBookingRequest", "ActionShowBooking", "ValidateBookingForm"]

"""What customers prove with that something is theirs: a reference and a surname, in any order, corrected at will."""

import math
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import remember, remembered
from actions.store import Origin, language_of, origin_of
from airline.access import second_factor
from airline.access.references import Provable, spelled
from airline.access.surname_shape import name_in
from airline.bookings import bcbp
from airline.errors import TooManyAttempts
from crm.base import utc_now
from crm.errors import ServiceloopError, StoreUnavailable

_SAID_BACK = 24
_TICKET_NUMBER = re.compile(r"(?<!\d)\d{3}[ -]?\d{10}(?!\d)")
# A second thing that stands on the documents, and whether it is needed: see airline/access/limits.py.
FACTOR, FACTOR_NEEDED = "second_factor", "factor_needed"

Events = list[dict[str, Any]]
Slots = dict[str, Any]


@dataclass(frozen=True)
class Proof:
    """Whose question it is, the surname given, and when."""

    origin: Origin | None
    conversation_id: uuid.UUID
    message_id: uuid.UUID | None
    surname: str
    now: datetime
    factor: str = ""


def proof_of(tracker: Tracker) -> Proof:
    """What the customer has given by now."""
    origin = origin_of(tracker)
    # A console has no conversation of ours, but its wrong tries count all the same.
    conversation_id = origin.conversation_id if origin else uuid.uuid5(uuid.NAMESPACE_URL, tracker.sender_id)
    message_id = origin.message_id if origin else None
    surname, factor = (str(tracker.get_slot(slot) or "") for slot in ("surname", FACTOR))
    return Proof(origin, conversation_id, message_id, surname, utc_now(), factor)


def surname_in(value: Any) -> str | None:
    """The name in the answer; None where it is a refusal, a question or a sentence."""
    return name_in(str(value))


def reference_in(
    value: Any, *, slot: str, read: Callable[[str], Provable | None], dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots:
    """The reference, or what is wrong with it. A name given here answers the other question.

    A corrected reference keeps the surname that was tried with it before.
    """
    key = read(str(value))
    if key is not None:
        # Only as the answer to the question for one more thing: the form reads its slots again whenever it begins.
        itself = {FACTOR_NEEDED: None} if tracker.get_slot("requested_slot") == FACTOR else {}
        return {slot: spelled(key), **itself, **_tried_before(tracker, "surname", "surname")}
    if slot == "booking_reference" and _TICKET_NUMBER.search(str(value)):
        dispatcher.utter_message(response="utter_ticket_number_given")
        return {slot: None}
    if not re.search(r"\d", str(value)):
        return {slot: None, "surname": surname_in(value)}
    dispatcher.utter_message(response=f"utter_{slot}_invalid", given=str(value).strip()[:_SAID_BACK])
    return {slot: None}


class ReferenceForm:
    """Common to the forms that ask for a reference and a surname; beside rasa-sdk's FormValidationAction.

    Not one itself: the executor takes every action it finds for one of the assistant's.
    """

    # The slot of the reference.
    asked_slot: str

    def with_factor(self, tracker: Tracker, slots: tuple[str, ...]) -> list[str]:
        """The slots to ask for; after wrong tries also a second thing that stands on the documents."""
        return [*slots, *([FACTOR] if tracker.get_slot(FACTOR_NEEDED) else [])]

    async def extract_second_factor(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """What the message says of a flight, a reference or a seat, when that is asked for."""
        said = factor_in(tracker) if tracker.get_slot("requested_slot") == FACTOR else ""
        return {FACTOR: said} if said else {}

    def validate_second_factor(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """As it was said: what it can mean is for whoever compares it."""
        return {FACTOR: value}

    def validate_surname(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """A name. A corrected surname keeps the reference that was tried with it before."""
        surname = surname_in(value)
        if surname is None:
            # Not before it was asked for: a form reads the message that began it, too.
            if tracker.get_slot(self.asked_slot) and tracker.get_slot("requested_slot") == "surname":
                dispatcher.utter_message(response="utter_surname_invalid")
            return {"surname": None}
        return {"surname": surname, **_tried_before(tracker, self.asked_slot, "reference")}


def factor_in(tracker: Tracker) -> str:
    """A message that names something of what stands on a pass; the whole of a pass, by what is on it."""
    text = str(tracker.latest_message.get("text") or "")
    written = next(tracker.get_latest_entity_values("boarding_pass"), None)
    if written:
        try:
            read = bcbp.parse(str(written), today=utc_now().date())
        except bcbp.Unreadable:
            return ""
        locators = [read.locator.value] if read.locator else []
        text = " ".join([read.legs[0].flight, read.legs[0].seat, *locators])
    return text if second_factor.said(text) else ""


def asks_for_factor(form: str) -> Events:
    """Ask for something else that stands on the documents, and look again with it."""
    return [SlotSet(FACTOR_NEEDED, True), SlotSet(FACTOR, None), FollowupAction(form)]


def says_why_not_now(dispatcher: CollectingDispatcher, error: Exception) -> bool:
    """Say that nothing can be looked up at present, if that is what went wrong: the store is away, too many tries."""
    if isinstance(error, StoreUnavailable):
        dispatcher.utter_message(response="utter_store_away")
        return True
    if isinstance(error, TooManyAttempts):
        minutes = max(1, math.ceil((error.until - utc_now()).total_seconds() / 60))
        dispatcher.utter_message(response="utter_too_many_attempts", minutes=minutes)
        return True
    return False


# Said where nothing was found once more: other words, and what is mixed up most.
NOT_FOUND_AGAIN = "utter_not_found_again"


def failed(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    error: ServiceloopError,
    *,
    form: str,
    slot: str,
    not_found: str,
) -> Events:
    """Say why nothing is shown. What was tried is remembered, so that one half can be corrected."""
    if says_why_not_now(dispatcher, error):
        return []
    before = remembered(tracker, "last_try")
    dispatcher.utter_message(response=NOT_FOUND_AGAIN if before and before["form"] == form else not_found)
    tried = {"form": form, "reference": tracker.get_slot(slot), "surname": tracker.get_slot("surname")}
    return [SlotSet("last_try", remember(**tried))]


def day_buttons(tracker: Tracker, title: Callable[[str, Any], str]) -> list[dict[str, str]]:
    """A button for each date to choose from."""
    return [
        {"title": title(day, language_of(tracker)), "payload": f'/inform{{"date": "{day}"}}'}
        for day in tracker.get_slot("bag_dates") or []
    ]


def _tried_before(tracker: Tracker, slot: str, name: str) -> Slots:
    tried = remembered(tracker, "last_try")
    return {slot: tried[name]} if tried and tried.get(name) and not tracker.get_slot(slot) else {}

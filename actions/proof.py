"""What customers prove with that something is theirs: a reference and a surname, in any order, corrected at will."""

import math
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import remember, remembered
from actions.store import Origin, language_of, origin_of
from airline.access.references import Key, spelled
from airline.access.surname_shape import name_in
from airline.errors import TooManyAttempts
from crm.base import utc_now
from crm.errors import ServiceloopError, StoreUnavailable

_SAID_BACK = 24

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


def proof_of(tracker: Tracker) -> Proof:
    """What the customer has given by now."""
    origin = origin_of(tracker)
    # A console has no conversation of ours, but its wrong tries count all the same.
    conversation_id = origin.conversation_id if origin else uuid.uuid5(uuid.NAMESPACE_URL, tracker.sender_id)
    message_id = origin.message_id if origin else None
    return Proof(origin, conversation_id, message_id, str(tracker.get_slot("surname") or ""), utc_now())


def surname_in(value: Any) -> str | None:
    """The name in the answer; None where it is a refusal, a question or a sentence."""
    return name_in(str(value))


def reference_in(
    value: Any, *, slot: str, read: Callable[[str], Key | None], dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots:
    """The reference, or what is wrong with it. A name given here answers the other question.

    A corrected reference keeps the surname that was tried with it before.
    """
    key = read(str(value))
    if key is not None:
        return {slot: spelled(key), **_tried_before(tracker, "surname", "surname")}
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

    def validate_surname(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """A name. A corrected surname keeps the reference that was tried with it before."""
        surname = surname_in(value)
        if surname is None:
            if tracker.get_slot(self.asked_slot):
                dispatcher.utter_message(response="utter_surname_invalid")
            return {"surname": None}
        return {"surname": surname, **_tried_before(tracker, self.asked_slot, "reference")}


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
    if isinstance(error, StoreUnavailable):
        dispatcher.utter_message(response="utter_store_away")
        return []
    if isinstance(error, TooManyAttempts):
        minutes = max(1, math.ceil((error.until - utc_now()).total_seconds() / 60))
        dispatcher.utter_message(response="utter_too_many_attempts", minutes=minutes)
        return []
    dispatcher.utter_message(response=not_found)
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

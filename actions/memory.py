"""What the assistant still remembers of this conversation, and for how long."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from rasa_sdk import Tracker

# Whoever named a number and the surname on it is taken to be the same person for this long.
KNOWN_FOR = timedelta(minutes=30)
# What was proved to be the customer's own; each with an `at`.
PROVED = ("last_bag", "last_report", "last_booking")
# How far down the classifier's guesses are worth a look.
BELIEVABLE = 6
SHOWN_BAG = frozenset(
    {"utter_bag_status", "utter_bag_again", "utter_bag_problem", "utter_follow_offer", "utter_following"}
)
# What is said to a message that was not understood.
NOT_UNDERSTOOD = frozenset(
    {"utter_not_understood", "utter_open_question", "utter_open_question_again", "utter_question_about_shown"}
    | {"utter_offer_person", "utter_offer_message"}
)
# "And my flight?" names what it is about; "is it on my flight?" is still about the bag.
_ONLY_FLIGHT = re.compile(
    r"^(?!.*(?:\b(?:it|bags?|baggage|luggage|suitcase)\b|行李|箱|包|它))(?=.*(?:(?<![a-z])flight(?![a-z])|航班|飞机|飛機|登机|登機|\bgate\b))",
    re.IGNORECASE | re.DOTALL,
)
ABOUT_WHEREABOUTS = frozenset({"bag_status", "flight_status"})


def remembered(tracker: Tracker, slot: str) -> dict[str, Any] | None:
    """What a slot with an `at` (ISO time) holds, while it is fresh."""
    value = tracker.get_slot(slot)
    return value if isinstance(value, dict) and is_fresh(value) else None


def is_fresh(value: dict[str, Any]) -> bool:
    """Whether what was remembered is recent enough to count."""
    return datetime.now(UTC) - datetime.fromisoformat(value["at"]) < KNOWN_FOR


def remember(**facts: Any) -> dict[str, Any]:
    """Facts with the present time, for `remembered`."""
    return {**facts, "at": datetime.now(UTC).isoformat()}


def shown_bags(tracker: Tracker) -> list[uuid.UUID]:
    """The bags that were proved to be the customer's and shown, while that is fresh."""
    return [uuid.UUID(bag_id) for bag_id in (remembered(tracker, "last_bag") or {}).get("bag_ids", [])]


def shown_booking(tracker: Tracker) -> str | None:
    """The locator of the booking that was proved to be the customer's, while that is fresh."""
    return (remembered(tracker, "last_booking") or {}).get("locator")


def known_booking(tracker: Tracker) -> tuple[str, str] | None:
    """Locator and surname of the booking that was proved with them, while that is fresh."""
    proved = remembered(tracker, "last_booking") or {}
    return (proved["locator"], proved["surname"]) if proved.get("surname") else None


def read_pass(tracker: Tracker) -> tuple[str, str] | None:
    """Locator and surname on the boarding pass that was read, while that is fresh: given, not proved."""
    read = remembered(tracker, "last_pass") or {}
    return (read["locator"], read["surname"]) if read else None


def knows_customer(tracker: Tracker) -> bool:
    """Whether the customer has shown a number and the surname on it in this conversation."""
    return any(remembered(tracker, slot) for slot in PROVED)


def form_to_complete(tracker: Tracker) -> str | None:
    """The form that was tried in vain, when the customer has just corrected one half of what they gave."""
    tried = remembered(tracker, "last_try")
    asked = ("surname", "bag_reference", "booking_reference", "report_reference")
    given = [slot for slot in asked if tracker.get_slot(slot)]
    return tried["form"] if tried and given else None


def asks_about_shown_bag(tracker: Tracker) -> bool:
    """Whether "and when does it arrive?" right after a bag was shown is about that bag, not about a flight."""
    if last_response(tracker) not in SHOWN_BAG or not shown_bags(tracker):
        return False
    if _ONLY_FLIGHT.search(tracker.latest_message.get("text") or ""):
        return False
    named = {entity["entity"] for entity in tracker.latest_message.get("entities") or []}
    ranking = [guess["name"] for guess in tracker.latest_message.get("intent_ranking") or []]
    return "flight_number" not in named and bool(ABOUT_WHEREABOUTS & set(ranking[:BELIEVABLE]))


def last_response(tracker: Tracker) -> str | None:
    """The response that the assistant gave last, before the present message."""
    for event in reversed(tracker.events):
        # Cards and commands are events of their own, without words.
        if event.get("event") == "bot" and event.get("text"):
            return (event.get("metadata") or {}).get("utter_action")
    return None


def misses_in_a_row(tracker: Tracker) -> int:
    """How many customer messages, the present one included, were not understood one after another."""
    misses, answers = 0, set[str]()
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            answers.add(str((event.get("metadata") or {}).get("utter_action")))
        if event.get("event") != "user":
            continue
        missed = ((event.get("parse_data") or {}).get("intent") or {}).get("name") == "nlu_fallback"
        # What the screen explained after all was no miss.
        if not missed or (answers and not answers & NOT_UNDERSTOOD):
            break
        misses, answers = misses + 1, set()
    return misses

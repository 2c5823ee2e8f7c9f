"""What the shop's actions share: whose message it is, the store, and the order that was proved a moment ago."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from crm.base import utc_now

Events = list[dict[str, Any]]
# Whoever has proved an order is taken to be the same person for this long.
KNOWN_FOR = timedelta(minutes=30)
LAST_ORDER = "last_order"


def conversation_of(tracker: Tracker) -> uuid.UUID:
    """The conversation; one of its own in a console such as `rasa shell`."""
    return _uuid(tracker.sender_id) or uuid.uuid5(uuid.NAMESPACE_URL, tracker.sender_id)


def message_of(tracker: Tracker) -> uuid.UUID | None:
    """The message that is answered."""
    return _uuid((tracker.latest_message.get("metadata") or {}).get("message_id"))


def language_of(tracker: Tracker) -> str:
    """The language spoken: zh or en."""
    return "en" if tracker.get_slot("language") == "en" else "zh"


def words_of(tracker: Tracker) -> str:
    """The customer's words; a button has none."""
    text = str(tracker.latest_message.get("text") or "")
    return "" if text.startswith("/") else text


def proved(tracker: Tracker) -> tuple[str, str] | None:
    """Number and contact of the order that was proved a moment ago."""
    known = tracker.get_slot(LAST_ORDER)
    if not isinstance(known, dict) or utc_now() - datetime.fromisoformat(known["at"]) >= KNOWN_FOR:
        return None
    return str(known["number"]), str(known["contact"])


def now_known(number: str, contact: str) -> dict[str, Any]:
    """The slot that remembers it."""
    event: dict[str, Any] = SlotSet(LAST_ORDER, {"number": number, "contact": contact, "at": utc_now().isoformat()})
    return event


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None

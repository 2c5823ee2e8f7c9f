"""What the hotel's actions share: whose message it is, the store, and what of a stay was proved a moment ago."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from crm.base import utc_now
from hotel.stays import Stay, source

Events = list[dict[str, Any]]
# Whoever has proved a stay is taken to be the same person for this long.
KNOWN_FOR = timedelta(minutes=30)
LAST_STAY, WISH = "last_stay", "stay_wish"
_FOCUS, _DEEPEST = "focus", 6
_ASKS = re.compile(
    r"[?？]\s*$|^(?:how|what|when|which|why|who|where|do|does|is|are|can|could|may|will)\b|吗|怎么|多少|多久|几点|什么"
    r"|能不能|可不可以|有没有",
    re.I,
)


@dataclass(frozen=True)
class Origin:
    """Which message of which conversation an action works for."""

    conversation_id: uuid.UUID
    message_id: uuid.UUID | None


def origin_of(tracker: Tracker) -> Origin | None:
    """Where the present message came from; None in a console such as `rasa shell`."""
    conversation_id = _uuid(tracker.sender_id)
    metadata = tracker.latest_message.get("metadata") or {}
    return Origin(conversation_id, _uuid(metadata.get("message_id"))) if conversation_id else None


def language_of(tracker: Tracker) -> str:
    """The language spoken: zh or en."""
    return "en" if tracker.get_slot("language") == "en" else "zh"


def words_of(tracker: Tracker) -> str:
    """The guest's words; a button has none."""
    text = str(tracker.latest_message.get("text") or "")
    return "" if text.startswith("/") else text


def asks(text: str) -> bool:
    """Whether a message asks about something rather than for it."""
    return bool(_ASKS.search(text.strip()))


def proved(tracker: Tracker) -> tuple[Stay, str] | None:
    """The stay that was proved a moment ago, as it stands now, and the surname that proved it."""
    known = tracker.get_slot(LAST_STAY)
    if not isinstance(known, dict) or utc_now() - datetime.fromisoformat(known["at"]) >= KNOWN_FOR:
        return None
    stay = source().stay(known["number"])
    return (stay, str(known["surname"])) if stay else None


def now_known(stay: Stay, surname: str) -> dict[str, Any]:
    """The slot that remembers it."""
    event: dict[str, Any] = SlotSet(LAST_STAY, {"number": stay.number, "surname": surname, "at": utc_now().isoformat()})
    return event


def focused(tracker: Tracker, kind: str, *ids: str) -> dict[str, Any]:
    """The slot of what is on the screen, with this on top."""
    shown = {"kind": kind, "ids": list(ids), "at": utc_now().isoformat()}
    others = [one for one in tracker.get_slot(_FOCUS) or [] if (one["kind"], one["ids"]) != (kind, list(ids))]
    event: dict[str, Any] = SlotSet(_FOCUS, [shown, *others][:_DEEPEST])
    return event


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None

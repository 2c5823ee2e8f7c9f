"""What the events of a conversation, as the assistant sends them to an action, say of the turn that is played."""

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Any

Event = dict[str, Any]
# Said before the matter itself, which is still open then.
_TONE = "utter_tone_"


def has_just_spoken(events: Sequence[Event]) -> bool:
    """Whether a form has something new to read: not the message that began it, nor one that was answered in between."""
    for event in reversed(events):
        if event.get("event") == "user":
            return True
        if event.get("event") == "active_loop" or (
            event.get("event") == "bot" and not response(event).startswith(_TONE)
        ):
            return False
    return False


def said_since(events: Sequence[Event], begins: Callable[[Event], bool]) -> set[str]:
    """The responses given since the newest event with which something `begins`."""
    return _responses(takewhile(lambda event: not begins(event), reversed(events)))


def said_lately(events: Sequence[Event], *, messages: int) -> set[str]:
    """The responses given to the present message and to so many before it."""
    recent, heard = list[Event](), 0
    for event in reversed(events):
        heard += is_message(event)
        if heard > messages:
            break
        recent.append(event)
    return _responses(recent)


def is_form(event: Event) -> bool:
    """Whether a form begins."""
    return event.get("event") == "active_loop" and bool(event.get("name"))


def is_message(event: Event) -> bool:
    """Whether the customer says something."""
    return event.get("event") == "user"


def response(event: Event) -> str:
    """The response that was given."""
    return str((event.get("metadata") or {}).get("utter_action"))


def _responses(events: Iterable[Event]) -> set[str]:
    return {response(event) for event in events if event.get("event") == "bot"}

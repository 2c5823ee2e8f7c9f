"""What is on the screen, so that "why?" and "the other one" find what they speak of: a stack of ids, newest first."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.memory import is_fresh, remember

FOCUS = "focus"
DEEPEST = 6

Item = dict[str, Any]


def item(kind: str, *ids: str, **more: Any) -> Item:
    """A thing shown or spoken of: its kind, its ids, and what else finds it again; never anything personal."""
    return remember(kind=kind, ids=list(ids), **more)


def focused(tracker: Tracker, *shown: Item) -> dict[str, Any]:
    """The slot with these things on top, the first of them topmost; what they replace is not kept twice."""
    known = [one for one in tracker.get_slot(FOCUS) or [] if all(not _same(one, other) for other in shown)]
    event: dict[str, Any] = SlotSet(FOCUS, [*shown, *known][:DEEPEST])
    return event


def in_focus(tracker: Tracker, *kinds: str) -> Item | None:
    """The newest thing on the screen, or the newest of these kinds, while it is fresh."""
    return next((one for one in stack(tracker) if not kinds or one["kind"] in kinds), None)


def stack(tracker: Tracker) -> list[Item]:
    """Everything that is still in view, newest first."""
    return [one for one in tracker.get_slot(FOCUS) or [] if is_fresh(one)]


def _same(one: Item, other: Item) -> bool:
    return (one["kind"], one["ids"]) == (other["kind"], other["ids"])

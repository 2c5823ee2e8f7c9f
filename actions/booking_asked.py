"""Asking whose booking something is wished for: what the message, or a boarding pass, has given is not asked again."""

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet

from actions.memory import read_pass
from actions.proof import Events
from airline.access.references import parse_locator

FORM = "booking_form"
ASKED = ("booking_reference", "surname")


def ask_for(tracker: Tracker, wish: str) -> Events:
    """Ask whose booking it is that something is wished for; what the message gives is not asked again."""
    named = named_locator(tracker)
    given = [SlotSet("booking_reference", named)] if named else []
    return [SlotSet("booking_wish", wish), *given, *start_asking(tracker)]


def named_locator(tracker: Tracker) -> str | None:
    """The booking reference that a message names."""
    values = (next(tracker.get_latest_entity_values(name), None) for name in ("locator", "record_locator"))
    read = (parse_locator(str(value)) for value in values if value)
    return next((locator.value for locator in read if locator), None)


def start_asking(tracker: Tracker) -> Events:
    """Start asking for what no boarding pass has given; while the form is asking already, it goes on by itself."""
    if (tracker.active_loop or {}).get("name") == FORM:
        return []
    read, named = read_pass(tracker), named_locator(tracker)
    given = zip(ASKED, read, strict=True) if read and named in (None, read[0]) else ()
    return [*(SlotSet(slot, value) for slot, value in given), FollowupAction(FORM)]

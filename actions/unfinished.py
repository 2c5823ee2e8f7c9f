"""What is under way, and how it is left with nothing half answered."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet

from actions.store import origin_of
from crm import forms, skills
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.site import CORE
from crm.store import in_store

# What was given for a question that is not asked any more.
GIVEN = (
    "bag_reference", "booking_reference", "report_reference", "surname", "bag_date", "bag_dates", "booking_wish",
    "flight_asked", "flight_partial", "second_factor", "factor_needed",
)  # fmt: skip


async def stop_everything(tracker: Tracker) -> bool:
    """Close the forms that are open in the chat; whether anything was under way."""
    asking = bool((tracker.active_loop or {}).get("name"))
    return bool(await _close_forms(tracker)) or asking


def forget_all() -> list[dict[str, Any]]:
    """Leave every question, with nothing half answered."""
    return [ActiveLoop(None), SlotSet("requested_slot", None), *(SlotSet(slot, None) for slot in given())]


def given() -> tuple[str, ...]:
    """The slots of answers, those of every vertical that is on."""
    asked = (slot for skill in skills.skills().values() if skill.vertical != CORE for slot in skill.asks)
    return tuple(dict.fromkeys([*GIVEN, *asked]))


async def _close_forms(tracker: Tracker) -> list[str]:
    origin = origin_of(tracker)
    if origin is None:
        return []
    try:
        return await in_store(lambda session: forms.stop_open(session, origin.conversation_id))
    except (ConversationNotFound, StoreUnavailable):
        # A console has nothing to close; and without the store, stopping the questions is all that can be done.
        return []

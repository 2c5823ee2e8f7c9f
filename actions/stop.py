"""Stopping: whatever is under way, whether the assistant was asking or a form is open in the chat."""

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import follow_flight, preferences
from actions.follow_bag import stop_telling
from actions.store import in_store, origin_of
from crm import forms
from crm.errors import ConversationNotFound, StoreUnavailable

# What was given for a question that is not asked any more.
GIVEN = (
    "bag_reference", "booking_reference", "report_reference", "surname", "bag_date", "bag_dates", "booking_wish",
    "flight_asked", "flight_partial", "second_factor", "factor_needed",
)  # fmt: skip
# "Stop telling me" ends what was promised, not what is being asked.
_NO_MORE = re.compile(r"\b(?:tell|notif|messag|updat|alert|watch|keep)\w*|通知|提醒|告诉|盯|说了", re.I)


class ActionStop(Action):
    """Stop asking, close open forms, and forget what was given so far."""

    def name(self) -> str:
        return "action_stop"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if _NO_MORE.search(tracker.latest_message.get("text") or ""):
            bags, flights = await stop_telling(tracker), await follow_flight.stop_telling(tracker)
            if bags or flights:
                dispatcher.utter_message(response="utter_unfollowed" if bags else "utter_flight_unfollowed")
                return []
        if not (tracker.active_loop or {}).get("name") and (gone := await preferences.forget_all(tracker)):
            dispatcher.utter_message(response="utter_preference", sentence=gone)
            return []
        stopped = await stop_everything(tracker)
        dispatcher.utter_message(response="utter_stopped" if stopped else "utter_nothing_to_stop")
        return forget_all()


async def stop_everything(tracker: Tracker) -> bool:
    """Close the forms that are open in the chat; whether anything was under way."""
    asking = bool((tracker.active_loop or {}).get("name"))
    return bool(await _close_forms(tracker)) or asking


def forget_all() -> list[dict[str, Any]]:
    """Leave every question, with nothing half answered."""
    return [ActiveLoop(None), SlotSet("requested_slot", None), *(SlotSet(slot, None) for slot in GIVEN)]


async def _close_forms(tracker: Tracker) -> list[str]:
    origin = origin_of(tracker)
    if origin is None:
        return []
    try:
        return await in_store(lambda session: forms.stop_open(session, origin.conversation_id))
    except (ConversationNotFound, StoreUnavailable):
        # A console has nothing to close; and without the store, stopping the questions is all that can be done.
        return []

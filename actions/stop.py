"""Stopping: whatever is under way, whether the assistant was asking or a form is open in the chat."""

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import booked, follow_flight, preferences
from actions.follow_bag import stop_notifying
from actions.unfinished import forget_all, stop_everything

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
            bags, flights = await stop_notifying(tracker), await follow_flight.stop_notifying(tracker)
            if bags or flights:
                dispatcher.utter_message(response="utter_unfollowed" if bags else "utter_flight_unfollowed")
                return []
        asking = bool((tracker.active_loop or {}).get("name"))
        if not asking and (done := await booked.about_shown(dispatcher, tracker)) is not None:
            return done
        if not asking and (gone := await preferences.forget_all(tracker)):
            dispatcher.utter_message(response="utter_preference", sentence=gone)
            return []
        stopped = await stop_everything(tracker)
        dispatcher.utter_message(response="utter_stopped" if stopped else "utter_nothing_to_stop")
        return forget_all()

"""Calling a person. The gateway moves the conversation; here it is only announced."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import knows_customer
from actions.unfinished import forget_all


class ActionHandOver(Action):
    """Pass the customer to a person, and leave nothing half done for when the assistant is asked again."""

    def name(self) -> str:
        return "action_hand_over"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        return hand_over(dispatcher, tracker, reason="requested", response="utter_handing_over")


def hand_over(
    dispatcher: CollectingDispatcher, tracker: Tracker, *, reason: str, response: str
) -> list[dict[str, Any]]:
    """Announce a person, tell the gateway why, and close every form."""
    dispatcher.utter_message(response=response)
    verification = "document" if knows_customer(tracker) else "none"
    command = {"name": "hand_over", "reason": reason, "verification": verification}
    dispatcher.utter_message(json_message={"command": command})
    return forget_all()

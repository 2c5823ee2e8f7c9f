"""In line for a person: the place and what is known of the time, out of the line, and rather being written to."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.hours import people_answer
from actions.proof import Events
from actions.store import Origin, in_store, origin_of
from crm import conversations, waits
from crm.errors import ConversationNotFound, StoreUnavailable


class ActionWaitQuestion(Action):
    """Say where in the line the customer is, and how long it takes if that was measured."""

    def name(self) -> str:
        return "action_wait_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin = origin_of(tracker)
        try:
            place, minutes = await in_store(lambda session: _place(session, origin)) if origin else (None, None)
        except (ConversationNotFound, StoreUnavailable):
            place, minutes = None, None
        if place is None:
            dispatcher.utter_message(response="utter_not_in_line")
        elif not people_answer():
            dispatcher.utter_message(response="utter_wait_closed", place=place)
        elif minutes is None:
            dispatcher.utter_message(response="utter_wait_place", place=place)
        else:
            dispatcher.utter_message(response="utter_wait_minutes", place=place, minutes=minutes)
        return []


class ActionLeaveLine(Action):
    """Leave the line; the gateway moves the conversation."""

    def name(self) -> str:
        return "action_leave_line"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_left_line")
        dispatcher.utter_message(json_message={"command": {"name": "leave_queue"}})
        return []


class ActionLeaveContact(Action):
    """Say how to be reached later: what is written here is read by the team."""

    def name(self) -> str:
        return "action_leave_contact"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_leave_contact")
        return []


def _place(session: Session, origin: Origin) -> tuple[int | None, int | None]:
    conversation = conversations.get(session, origin.conversation_id)
    return conversations.queue_position(session, conversation), waits.usual_minutes(session)

"""In line for a person: the place and what is known of the time, and out of the line."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.emergency import emergency_lately, numbers_for
from actions.proof import Events
from actions.store import Origin, language_of, origin_of
from crm import conversations, left_messages, presence, waits
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.presence import Answering, Desk
from crm.store import in_store


@dataclass(frozen=True)
class Standing:
    """Where a customer stands: the place in line, how the desk is staffed, and the minutes that it usually takes."""

    place: int
    desk: Answering
    minutes: int | None
    # What became of the message that was left meanwhile, if one was.
    message: str | None


class ActionWaitQuestion(Action):
    """Say where in the line the customer is, whether anybody is there, and how long it takes if that was measured."""

    def name(self) -> str:
        return "action_wait_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin = origin_of(tracker)
        try:
            found = await in_store(lambda session: _standing(session, origin)) if origin else None
        except (ConversationNotFound, StoreUnavailable):
            found = None
        if emergency_lately(tracker):
            # Nobody comes through a chat: help is where they are.
            numbers = numbers_for("stranded_unsafe", None, language_of(tracker))
            dispatcher.utter_message(response="utter_emergency_waiting", numbers=numbers)
        elif found is None:
            dispatcher.utter_message(response="utter_not_in_line")
        elif found.message and found.desk.desk != Desk.ATTENDED:
            dispatcher.utter_message(response="utter_wait_message_left", place=found.place, message=found.message)
        elif found.desk.desk == Desk.CLOSED:
            opens = found.desk.opens(language_of(tracker))
            dispatcher.utter_message(response="utter_wait_closed", place=found.place, opens=opens)
        elif found.desk.desk == Desk.UNATTENDED:
            dispatcher.utter_message(response="utter_wait_unattended", place=found.place)
        elif found.minutes is None:
            dispatcher.utter_message(response="utter_wait_place", place=found.place)
        else:
            dispatcher.utter_message(response="utter_wait_minutes", place=found.place, minutes=found.minutes)
        return []


class ActionLeaveLine(Action):
    """Leave the line; the gateway moves the conversation."""

    def name(self) -> str:
        return "action_leave_line"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_left_line")
        dispatcher.utter_message(json_message={"command": {"name": "leave_queue"}})
        return []


def _standing(session: Session, origin: Origin) -> Standing | None:
    place = conversations.queue_position(session, conversations.get(session, origin.conversation_id))
    if place is None:
        return None
    desk = presence.answering(session)
    left = left_messages.how_it_stands(session, origin.conversation_id, now=desk.now)
    return Standing(place, desk, waits.usual_minutes(session), left)

"""A message for the team, for whoever would rather be written to or called than wait: a form, and a promised time."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.attached_form import show_form
from actions.proof import Events
from actions.store import Origin, in_store, language_of, origin_of
from crm import hours, left_messages
from crm.base import utc_now
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.forms import Form


class ActionLeaveMessage(Action):
    """Open the form, with what was written so far, and say by when somebody gets back."""

    def name(self) -> str:
        return "action_leave_message"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin, now = origin_of(tracker), utc_now()
        try:
            form = await in_store(lambda session: _open(session, origin, tracker)) if origin else None
        except (ConversationNotFound, StoreUnavailable):
            form = None
        if form is None:
            dispatcher.utter_message(response="utter_leave_contact")
            return []
        by = hours.spoken(left_messages.promised_at(now), language_of(tracker), says="by", now=now)
        dispatcher.utter_message(response="utter_leave_message", by=by)
        show_form(dispatcher, form)
        return []


def _open(session: Session, origin: Origin, tracker: Tracker) -> Form:
    return left_messages.open_form(
        session,
        origin.conversation_id,
        message_id=origin.message_id,
        email=next(tracker.get_latest_entity_values("email"), None),
        phone=next(tracker.get_latest_entity_values("phone"), None),
    )

"""In line for a person: the place and what is known of the time, out of the line, and rather being written to."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.bag_report import about_bag, last_bag
from actions.hours import people_answer
from actions.memory import remembered
from actions.proof import Events
from actions.store import Origin, in_store, language_of, origin_of
from airline.places.airports import country_of
from crm import conversations, phones, waits
from crm.errors import ConversationNotFound, StoreUnavailable

# Enough of a number to know it by.
_SAID_BACK = 24


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
    """Say how to be reached later; a number or an address that was left is said back as it was taken down."""

    def name(self) -> str:
        return "action_leave_contact"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        phone, email = (next(tracker.get_latest_entity_values(name), None) for name in ("phone", "email"))
        try:
            kept = phones.read(str(phone), country=await _country(tracker)) if phone else ""
        except phones.PhoneUnclear:
            dispatcher.utter_message(response="utter_contact_country", given=str(phone)[:_SAID_BACK])
            return []
        left = [phones.shown(kept)[language_of(tracker)] if kept else "", str(email or "")]
        if not any(left):
            dispatcher.utter_message(response="utter_leave_contact")
            return []
        dispatcher.utter_message(response="utter_contact_left", contact=" · ".join(one for one in left if one))
        return []


async def _country(tracker: Tracker) -> str | None:
    """Where the bag is that was reported or shown a moment ago: there its owner is."""
    report = (remembered(tracker, "last_report") or {}).get("reference") or ""
    if report:
        return country_of(report[:3])
    try:
        bag = await in_store(lambda session: last_bag(session, tracker))
    except StoreUnavailable:
        return None
    return country_of(str(about_bag(bag).get("airport") or "")) if bag else None


def _place(session: Session, origin: Origin) -> tuple[int | None, int | None]:
    conversation = conversations.get(session, origin.conversation_id)
    return conversations.queue_position(session, conversation), waits.usual_minutes(session)

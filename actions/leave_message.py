"""A message for the team, for whoever would rather be written to or called than wait: a form, and a promised time."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.attached_form import show_form
from actions.bag_report import about_bag, last_bag
from actions.facets import Answered, FollowUp
from actions.focus import focused
from actions.memory import remembered
from actions.proof import Events
from actions.store import Language, Origin, language_of, origin_of
from airline.places.airports import country_of
from crm import hours, left_messages, phones
from crm.base import utc_now
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.forms import Form
from crm.left_messages import FORM
from crm.store import in_store

__all__ = ["FORM", "ActionLeaveMessage", "answer", "offer"]

# What can be asked about a message that was left, or is being written.
_FACETS = frozenset(
    {"how_long", "when", "normal", "what_next", "done", "who", "where", "notify", "reference", "how_to"}
)


class ActionLeaveMessage(Action):
    """Open the form, with what was written so far, and say by when somebody gets back."""

    def name(self) -> str:
        return "action_leave_message"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        return await offer(dispatcher, tracker)


async def offer(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Show the form, with what was just named put into it, and the promise; where it cannot be shown, ask in words."""
    origin, named = origin_of(tracker), await _named(tracker)
    try:
        form = await in_store(lambda session: _open(session, origin, named)) if origin else None
    except (ConversationNotFound, StoreUnavailable):
        form = None
    if form is None:
        dispatcher.utter_message(response="utter_leave_contact")
        return []
    language = language_of(tracker)
    if contact := _said_back(named, language):
        dispatcher.utter_message(response="utter_leave_message_noted", contact=contact, by=_promised(language))
    else:
        dispatcher.utter_message(response="utter_leave_message", by=_promised(language))
    return [focused(tracker, show_form(dispatcher, form))]


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about a message: how it stands, or by when it would be answered if it were sent now."""
    origin = asked.origin
    if asked.facet not in _FACETS or origin is None:
        return None
    stands = await in_store(lambda session: left_messages.how_it_stands(session, origin.conversation_id, now=asked.now))
    if stands:
        return asked.say("utter_message_stands", sentence=stands)
    return asked.say("utter_message_not_sent", by=_promised(asked.language))


def _promised(language: Language) -> str:
    now = utc_now()
    return hours.spoken(left_messages.promised_at(now), language, says="by", now=now)


async def _named(tracker: Tracker) -> dict[str, str | None]:
    """How to be reached, as the present message says it; a number as it is kept, where its country is plain."""
    email, phone = (next(tracker.get_latest_entity_values(key), None) for key in ("email", "phone"))
    try:
        return {"email": email, "phone": phones.read(str(phone), country=await _country(tracker)) if phone else None}
    except phones.PhoneUnclear:
        # The form asks which country it is in.
        return {"email": email, "phone": phone}


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


def _said_back(named: dict[str, str | None], language: Language) -> str:
    """What was put into the form, a number with its country."""
    phone = phones.shown(named["phone"])[language] if named["phone"] else None
    return " · ".join(one for one in (phone, named["email"]) if one)


def _open(session: Session, origin: Origin, named: dict[str, str | None]) -> Form:
    return left_messages.open_form(session, origin.conversation_id, message_id=origin.message_id, **named)

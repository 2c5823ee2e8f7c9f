"""Appointments: booked as an errand; what is booked already is told, moved or cancelled."""

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import errand, knowledge
from actions.booked import managed, say, today
from actions.errand_wish import button, said_in
from actions.focus import in_focus
from actions.follow_up import answered
from actions.proof import Events
from actions.store import language_of, origin_of
from crm import errand_forms, skills, when
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.spoken import Said
from crm.store import in_store

_HOW = re.compile(
    r"\b(?:how (?:do|can|does|to)|does one|do i (?:have to|need to)|what (?:are|is) (?:your|the))\b"
    r"|怎么|如何|要不要先|需要.{0,6}吗",
    re.I,
)


_CALL = re.compile(r"回电|电话|打给|来电|预约|约|\b(?:call|ring|phone|appointment|visit|meet)\w*", re.I)


class ActionAppointment(Action):
    """Tell, move or cancel what is booked; else book."""

    def name(self) -> str:
        return "action_appointment"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin, said = origin_of(tracker), said_in(tracker)
        try:
            done = await in_store(lambda session: managed(session, origin, said)) if origin else None
        except (ConversationNotFound, StoreUnavailable):
            dispatcher.utter_message(response="utter_store_away")
            return []
        if done is not None:
            return say(dispatcher, tracker, done)
        if _of_request(tracker, said):
            return await answered(dispatcher, tracker, kind="form", facet="told") or []
        return await _book(dispatcher, tracker, said)


def _of_request(tracker: Tracker, said: Said) -> bool:
    """Whether a day is named under a request about a flight that is open, and no call or visit is spoken of."""
    shown = in_focus(tracker)
    return shown is not None and shown["kind"] == "form" and "locator" in shown and not _CALL.search(said.text)


async def _book(dispatcher: CollectingDispatcher, tracker: Tracker, said: Said) -> Events:
    intent = tracker.get_intent_of_latest_message() or "appointment"
    name = errand_forms.meant(intent, skills.opened_by(intent), said.text)
    if name is None:
        return await knowledge.answer(dispatcher, tracker)
    if _HOW.search(said.text) and when.read(said.text, today=today(said)) is None:
        return await knowledge.answer(dispatcher, tracker, more=[button(intent, language_of(tracker))])
    return await errand.begin(dispatcher, tracker, name)

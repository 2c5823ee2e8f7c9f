"""What a guest needs before a stay: told in words, it opens the card of a proved stay with what was said."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from crm import forms
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store
from hotel import needs
from hotel.actions.asked import WISH, Events, focused, origin_of, proved, words_of
from hotel.actions.given import FORM, NEEDS, given_in
from hotel.stays import Stay, today


class ActionStayNeeds(Action):
    """Open the card before a stay; whose stay it is, is asked first."""

    def name(self) -> str:
        return "action_stay_needs"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        known = proved(tracker)
        if known is None:
            return [SlotSet(WISH, NEEDS), *given_in(tracker), FollowupAction(FORM)]
        return await show_card(dispatcher, tracker, known[0], text=words_of(tracker))


async def show_card(dispatcher: CollectingDispatcher, tracker: Tracker, stay: Stay, *, text: str) -> Events:
    """The card below a sentence; for a stay that is over, that it is."""
    origin = origin_of(tracker)
    if origin is None or stay.cancelled or stay.status(today()) == "departed":
        dispatcher.utter_message(response="utter_stay_needs_over")
        return []
    try:
        form = await in_store(
            lambda session: needs.open_card(
                session, origin.conversation_id, stay, message_id=origin.message_id, text=text, now=utc_now()
            )
        )
    except StoreUnavailable:
        dispatcher.utter_message(response="utter_store_away")
        return []
    if form.status != forms.OPEN:
        return []
    dispatcher.utter_message(response="utter_stay_needs")
    shown = {"id": str(form.id), "name": form.name, "status": form.status}
    dispatcher.utter_message(json_message={"attach": {"kind": "form", "data": {"form": shown}}})
    return [focused(tracker, "form", form.name, str(form.id))]


def said_before(tracker: Tracker) -> str:
    """What was said when the card was asked for, before whose stay it is was asked."""
    for event in reversed(tracker.events):
        if event.get("event") != "user":
            continue
        intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
        text = str(event.get("text") or "")
        if intent == NEEDS and not text.startswith("/"):
            return text
    return ""

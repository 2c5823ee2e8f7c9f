"""What was not understood: ask back, then offer a person or a message, then call one."""

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import article_facets, beyond, booked, errand, notices
from actions.asking import has_no_reference
from actions.bag_report import fill_in
from actions.flight_question import FORM as FLIGHT_FORM
from actions.flight_question import asks_another_day, entity
from actions.human import hand_over
from actions.knowledge import answer as tell_article
from actions.memory import asks_about_shown_bag, form_to_complete, misses_in_a_row
from actions.retry import corrected, named_reference
from actions.store import language_of
from actions.unsure import ask_back
from crm import hours, knowledge
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.hours import people_answer
from crm.store import in_store

# So many of the classifier's guesses are worth a look.
_NEAR = 6
# More is not said back to the customer: nobody recognises more.
_SAID_BACK = 24


class ActionFallback(Action):
    """Ask back once, offer a person at the second miss in a row, and call one at the third."""

    def name(self) -> str:
        return "action_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if understood := _understood_here(tracker) or await errand.claimed(dispatcher, tracker):
            return understood
        if has_no_reference(dispatcher, tracker):
            return []
        for tell in (booked.about_shown, article_facets.read_out, _by_its_words):
            if (told := await tell(dispatcher, tracker)) is not None:
                return told
        if await notices.tell_about(dispatcher, tracker):
            return []
        return _missed(dispatcher, tracker)


def _missed(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    misses = misses_in_a_row(tracker)
    if misses > 2:
        response = "utter_handing_over_not_understood"
        return hand_over(dispatcher, tracker, reason="not_understood", response=response)
    if misses == 2:
        _offer(dispatcher, tracker)
        return []
    ask_back(dispatcher, tracker)
    return []


class ActionOutOfScope(Action):
    """Say that it is beyond us, unless an article speaks of the very thing: "can I fly with a drone"."""

    def name(self) -> str:
        return "action_out_of_scope"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        noticed = await notices.tell_about(dispatcher, tracker)
        # A hotel room, a taxi: what is not done here, by its name.
        what = beyond.named(str(tracker.latest_message.get("text") or ""), language_of(tracker))
        told = None if what else await _read_out_named(dispatcher, tracker)
        if told is None and not noticed:
            _say_beyond(dispatcher, what)
        return told or []


async def _read_out_named(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]] | None:
    try:
        return await article_facets.read_out_named(dispatcher, tracker)
    except StoreUnavailable:
        return None


def _say_beyond(dispatcher: CollectingDispatcher, what: str | None) -> None:
    if what:
        dispatcher.utter_message(response="utter_beyond", what=what)
    else:
        dispatcher.utter_message(response="utter_out_of_scope")


class ActionInform(Action):
    """A name or a number that nobody asked for: use it where it completes something, or ask what to do with it."""

    def name(self) -> str:
        return "action_inform"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if form := form_to_complete(tracker):
            return [FollowupAction(form)]
        if asks_another_day(tracker):
            return [FollowupAction(FLIGHT_FORM)]
        if understood := corrected(tracker):
            return understood
        if await fill_in(dispatcher, tracker):
            return []
        if entity(tracker, "flight_number"):
            return [FollowupAction(FLIGHT_FORM)]
        given = (tracker.latest_message.get("text") or "").strip()[:_SAID_BACK]
        if re.search(r"\d", given):
            dispatcher.utter_message(response="utter_what_number", given=given)
        else:
            dispatcher.utter_message(response="utter_what_about_it")
        return []


async def _by_its_words(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]] | None:
    """What an article says whose keywords a message holds, of the topics that come near; None where none does."""
    text = str(tracker.latest_message.get("text") or "")
    guesses = [str(one["name"]) for one in tracker.latest_message.get("intent_ranking") or []][:_NEAR]
    if text.startswith("/") or (tracker.active_loop or {}).get("name"):
        return None
    intent = await in_store(lambda session: knowledge.named_best(session, guesses, text))
    return await tell_article(dispatcher, tracker, intent=intent) if intent else None


def _offer(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """A person, or at an hour at which none answers a message to them."""
    if people_answer():
        dispatcher.utter_message(response="utter_offer_person")
        return
    now = utc_now()
    opens = hours.spoken(hours.next_opening(now), language_of(tracker), says="opens", now=now)
    dispatcher.utter_message(response="utter_offer_message", opens=opens)


def _understood_here(tracker: Tracker) -> list[dict[str, Any]] | None:
    """What is understood only by what was said before: "and tomorrow?", "sorry, Smith"."""
    if asks_about_shown_bag(tracker):
        return [FollowupAction("bag_status_form")]
    if asks_another_day(tracker):
        return [FollowupAction(FLIGHT_FORM)]
    return corrected(tracker) or named_reference(tracker)

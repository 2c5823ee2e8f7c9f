"""Repair: what is said to a question in place of an answer, and what is said of the conversation itself.

No question is put twice in the same words. The ladder: the question; shorter; other ways to the same end; then the
matter is put aside, with a person on offer. Whoever lacks something, will not say it or asks why is answered first.
"""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import errand
from actions import knowledge as articles
from actions.asking import said_since_asking
from actions.focus import in_focus
from actions.follow_up import answered
from actions.human import hand_over
from actions.proof import Events
from actions.store import language_of
from actions.unfinished import forget_all, given, stop_everything
from crm import skills
from crm.texts import load

# What is said to each; a second time the other ways, a third time a person.
_ANSWERS = {"lack": "without", "where_is_it": "where", "refuse": "without", "why_asked": "why", "stuck": "otherwise"}
_OTHERWISE = "otherwise"
# So many answers back something was said lately.
_LATELY = 8
# Choices, which help themselves, and a yes: all other questions have words of their own for each of these.
_NOT_HELPED = frozenset({"bag_date", "preference_consent"})


class ActionRepair(Action):
    """Help whoever cannot or will not answer the question; never the same words twice."""

    def name(self) -> str:
        return "action_repair"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        act = tracker.get_intent_of_latest_message() or ""
        if (insisted := _insisted(tracker)) is not None:
            return _other_ways(dispatcher, tracker, insisted)
        slot = tracker.get_slot("requested_slot") if (tracker.active_loop or {}).get("name") else None
        if slot in errand.SLOTS:
            return await errand.repair(dispatcher, tracker, act)
        if slot not in skills.slots() or slot in _NOT_HELPED:
            return await _without_question(dispatcher, tracker)
        said = said_since_asking(tracker)
        wanted = f"utter_{_ANSWERS[act]}_{slot}"
        if wanted in said:
            wanted = f"utter_{_OTHERWISE}_{slot}"
        if wanted in said:
            return hand_over(dispatcher, tracker, reason="not_understood", response="utter_handing_over_stuck")
        dispatcher.utter_message(response=wanted)
        return []


class ActionSayAgain(Action):
    """Repeat what was said last, with its buttons."""

    def name(self) -> str:
        return "action_say_again"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        said = _last_answer(tracker)
        if not said:
            dispatcher.utter_message(response="utter_nothing_said_yet")
        for event in said:
            data = event.get("data") or {}
            if custom := data.get("custom"):
                dispatcher.utter_message(json_message=custom)
            else:
                dispatcher.utter_message(text=event.get("text"), buttons=data.get("buttons") or [])
        return []


class ActionGoBack(Action):
    """Take back the last thing given to the open question, and ask for it again."""

    def name(self) -> str:
        return "action_go_back"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if tracker.get_slot("requested_slot") in errand.SLOTS and await errand.step_back(tracker):
            dispatcher.utter_message(response="utter_gone_back")
            return []
        form, given = (tracker.active_loop or {}).get("name"), _given_last(tracker)
        if not form or given is None:
            dispatcher.utter_message(response="utter_nothing_to_go_back_to")
            return []
        dispatcher.utter_message(response="utter_gone_back")
        return [SlotSet(given, None), SlotSet("requested_slot", given)]


class ActionWishDenied(Action):
    """Leave what is not wanted, and go on with what is."""

    def name(self) -> str:
        return "action_wish_denied"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        denied = next(tracker.get_latest_entity_values("denied"), None) or ""
        words = next(tracker.get_latest_entity_values("in_words"), None) or ""
        if (told := await articles.tell_in_particular(dispatcher, tracker, intent=denied, text=words)) is not None:
            return told
        asking = (tracker.active_loop or {}).get("name")
        stops = asking is not None and asking == skills.asking(denied)
        ending = "" if stops or not asking else "_going_on"
        if denied == "human":
            dispatcher.utter_message(response=f"utter_no_person_wanted{ending}")
            return []
        dispatcher.utter_message(response=f"utter_not_wanted{ending}", wish=_title(denied, tracker))
        return forget_all() if stops else []


class ActionGoodbye(Action):
    """Say goodbye, and leave nothing open."""

    def name(self) -> str:
        return "action_goodbye"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        stopped = await stop_everything(tracker)
        dispatcher.utter_message(response="utter_farewell" if stopped else "utter_goodbye")
        return forget_all()


def _insisted(tracker: Tracker) -> str | None:
    """The form that found nothing with what is insisted on (bot/dialogue/insisting.py)."""
    if next(tracker.get_latest_entity_values("facet"), None) != "insists":
        return None
    return next(tracker.get_latest_entity_values("focus_kind"), None)


def _other_ways(dispatcher: CollectingDispatcher, tracker: Tracker, form: str) -> Events:
    """What else can be tried; a second time a person."""
    words, language = load("not_found"), language_of(tracker)
    sentence = words.get(form, words["any"])[language]
    said = [str(event.get("text")) for event in tracker.events if event.get("event") == "bot"]
    if any(sentence in one for one in said[-_LATELY:]):
        return hand_over(dispatcher, tracker, reason="not_understood", response="utter_handing_over_not_understood")
    person = [{"title": words["person"][language], "payload": "/human"}]
    dispatcher.utter_message(response="utter_errand_filed", sentence=sentence, buttons=person)
    return []


async def _without_question(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """ "So what can I do?", with nothing asked: what comes next with what is on the screen, or an open question."""
    shown = in_focus(tracker)
    events = await answered(dispatcher, tracker, kind=shown["kind"], facet="what_next") if shown else None
    if events is None:
        dispatcher.utter_message(response="utter_stuck")
    return events or []


def _last_answer(tracker: Tracker) -> list[dict[str, Any]]:
    """What was said to the message before the present one, in order."""
    messages = 0
    said: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        messages += event.get("event") == "user"
        if messages > 1 and said:
            break
        if messages == 1 and event.get("event") == "bot":
            said.append(event)
    return said[::-1]


def _given_last(tracker: Tracker) -> str | None:
    """The slot that was filled last since the question was begun."""
    for event in reversed(tracker.events):
        if event.get("event") == "active_loop":
            return None
        if event.get("event") == "slot" and event.get("name") in given() and event.get("value") is not None:
            return str(event["name"])
    return None


def _title(intent: str, tracker: Tracker) -> str:
    return skills.label_of(intent)[language_of(tracker)]

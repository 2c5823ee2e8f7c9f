"""Somebody writes in a language that is not spoken here: say in theirs which ones are."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.store import language_of
from crm import texts

# The property of a message that bot/language.py sets: the code of its language.
FOREIGN = "foreign"


class ActionOtherLanguage(Action):
    """One line in the customer's own language; the conversation stays in the language it was in."""

    def name(self) -> str:
        return "action_other_language"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        known = texts.load("languages")
        line = known["lines"].get(tracker.latest_message.get(FOREIGN)) or known["other"][language_of(tracker)]
        dispatcher.utter_message(response="utter_other_language", line=line)
        return []

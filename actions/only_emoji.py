"""Emoji and nothing else: the mood is met in words, what is pictured is guessed once, anything else is asked openly."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

# Groups of bot/emoji.txt that have an answer of their own; the gestures among them are words to the assistant.
ANSWERED = frozenset({"angry", "sad", "bag", "flight"})


class ActionOnlyEmoji(Action):
    """Answer by the group that bot/emoji.py found; a group that has no words here is an open question."""

    def name(self) -> str:
        return "action_only_emoji"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        group = next(tracker.get_latest_entity_values("emoji"), None)
        dispatcher.utter_message(response=f"utter_emoji_{group if group in ANSWERED else 'other'}")
        return []

"""How to ask back: with two likely topics, about what is on the screen, or openly; never twice in the same words."""

from itertools import islice, takewhile

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.focus import stack
from actions.store import language_of
from crm import skills, texts

# Two topics are offered where the first guess has at least this much, and the second this share of it. Measured on
# tests/nlu: among such messages the right topic is one of the two in nearly three of four.
LIKELY = 0.2
BESIDE = 0.35
# So many answers back a question counts as just asked.
LATELY = 6


def ask_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Put the question that fits what was heard and what was shown."""
    lately = _said_lately(tracker)
    choices = plausible(tracker)
    if choices and "utter_not_understood" not in lately:
        language, titles = language_of(tracker), skills.titles()
        buttons = [{"title": titles[intent][language], "payload": f"/{intent}"} for intent in [*choices, "human"]]
        dispatcher.utter_message(response="utter_not_understood", buttons=buttons)
        return
    kind = shown(tracker)
    if kind and "utter_question_about_shown" not in lately:
        thing = texts.load("shown")[kind][language_of(tracker)]
        dispatcher.utter_message(response="utter_question_about_shown", thing=thing)
        return
    again = "utter_open_question" in lately
    dispatcher.utter_message(response="utter_open_question_again" if again else "utter_open_question")


def plausible(tracker: Tracker) -> list[str]:
    """The two best guesses that have a title, when both are likely; else nothing."""
    ranking = tracker.latest_message.get("intent_ranking") or []
    # What is as likely to be none of ours is no reason to offer ours.
    ours = takewhile(lambda guess: guess["name"] != "out_of_scope", ranking)
    guesses = [guess for guess in ours if guess["name"] in skills.titles().keys() - {"human"}][:2]
    if len(guesses) < 2:
        return []
    first, second = (float(guess["confidence"]) for guess in guesses)
    return [guess["name"] for guess in guesses] if first >= LIKELY and second >= BESIDE * first else []


def shown(tracker: Tracker) -> str | None:
    """What is on the screen, newest first, as far as data/core/texts/shown.yml has a name for it."""
    named = texts.load("shown")
    return next((one["kind"] for one in stack(tracker) if one["kind"] in named), None)


def _said_lately(tracker: Tracker) -> set[str]:
    said = (event for event in reversed(tracker.events) if event.get("event") == "bot" and event.get("text"))
    return {str((event.get("metadata") or {}).get("utter_action")) for event in islice(said, LATELY)}

"""Where a conversation stands when a message comes: what is asked, what is on the screen, who is waited for."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Optional

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import ActiveLoop, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.parsed import SMALL_TALK

FOCUS, TRIED = "focus", "last_try"
# What was shown longer ago is not what "it" means any more.
FRESH = timedelta(minutes=30)
_QUESTION = "utter_ask_"
_NO_QUESTIONS = SMALL_TALK | {"follow_up", "say_again", "go_back", "nlu_fallback", "out_of_scope", "affirm", "deny"}
_NO_QUESTIONS |= {"inform", "feedback", "whole_article", "capabilities"}


@dataclass(frozen=True)
class Situation:
    """`asked`: the slot that `form` asks for. `focus`: kinds of things shown, newest first.

    `about`: of the newest of them, if it is an article, the wish that it answered; if it is a form, its name.
    `article`: the key of the newest of them, if it is one, or of the one that explains the form that is the newest, or
    what is asked. `language`: the one that is spoken. `tried`: the form with whose answers nothing was found.
    `asked_before`: the customer's last question that was one by itself.
    `questioned`: whether the assistant's last words put a question. `waiting`: whether a person is waited for.
    """

    asked: Optional[str] = None
    form: Optional[str] = None
    focus: tuple[str, ...] = ()
    questioned: bool = False
    waiting: bool = False
    asked_before: Optional[str] = None
    about: Optional[str] = None
    article: Optional[str] = None
    language: str = "en"
    tried: Optional[str] = None


def situation_of(tracker: DialogueStateTracker, *, waiting: bool = False) -> Situation:
    """The situation that a tracker tells of, before the present message."""
    return Situation(
        asked=tracker.get_slot(REQUESTED_SLOT),
        form=tracker.active_loop_name,
        focus=tuple(dict.fromkeys(item["kind"] for item in _fresh(tracker))),
        about=next((_about(item) for item in _fresh(tracker)), None),
        article=_wish_of_loop(tracker) or next((_article(item) for item in _fresh(tracker)), None),
        language=tracker.get_slot("language") or "en",
        questioned=_questioned(tracker),
        asked_before=_asked_before(tracker),
        waiting=waiting,
        tried=_tried(tracker),
    )


def _fresh(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    return [item for item in tracker.get_slot(FOCUS) or [] if _is_fresh(item)]


def _is_fresh(item: dict[str, Any]) -> bool:
    return datetime.fromisoformat(item["at"]) > datetime.now(timezone.utc) - FRESH


def _tried(tracker: DialogueStateTracker) -> Optional[str]:
    tried = tracker.get_slot(TRIED)
    return tried["form"] if tried and _is_fresh(tried) else None


def _article(item: dict[str, Any]) -> Optional[str]:
    return item["ids"][0] if item["kind"] == "article" else item.get("article")


def _wish_of_loop(tracker: DialogueStateTracker) -> Optional[str]:
    """The wish for which a form asks at present: what explains it has the same name."""
    wish = said = None
    for event in tracker.events if tracker.active_loop_name else ():
        if isinstance(event, UserUttered):
            said = event.intent_name
        elif isinstance(event, ActiveLoop):
            wish = said if event.name else None
    return wish


def _about(item: dict[str, Any]) -> Optional[str]:
    if item["kind"] == "article":
        return item.get("intent")
    return item["ids"][0] if item["kind"] == "form" and item["ids"] else None


def _asked_before(tracker: DialogueStateTracker) -> Optional[str]:
    """What follow-ups and small talk came after."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered) and event.intent_name not in _NO_QUESTIONS:
            return event.text if event.text and not event.text.startswith("/") else None
    return None


def _questioned(tracker: DialogueStateTracker) -> bool:
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return False
        if isinstance(event, BotUttered) and str(event.metadata.get("utter_action")).startswith(_QUESTION):
            return True
    return False

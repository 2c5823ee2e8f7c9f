"""What a message asks of the thing on the screen, weighed against the topic that it may bring of its own.

The classifier of acts has read it once for each kind of thing (bot/dialogue/acts_classifier.py). That reading, and how
sure the intent is, are the evidence of both sides; the weights are those of a logistic regression over the examples in
data/*/dialogue/in_view/, each half of them read by a model of the other half.
"""

import math
from functools import lru_cache
from typing import Any, Optional

from bot import verticals
from bot.dialogue.parsed import (
    ACT,
    CLEAR,
    FACETS,
    NAMES_THING,
    SEEN,
    SMALL_TALK,
    Parse,
    best_guess,
    confidence_of,
    intent_of,
    is_plain,
    is_question,
    names_in,
)
from bot.dialogue.situation import Situation
from bot.skills import form_of, opens

IN_VIEW = "in_view"
FORM, ERRAND = "form", "errand"
_BECOMES = "case"
# What is said to a question, in place of an answer.
REPAIRS = frozenset({"lack", "where_is_it", "refuse", "why_asked"})
# The evidence for the screen: at all, by what is asked of it, by no topic being heard, by another intent being sure,
# by naming a thing of its own.
_AT_ALL, _ASKED, _NO_TOPIC, _INTENT, _NAMES = 2.8, 0.73, 0.71, -2.23, -2.48
# The odds, as logarithms, from which on it is asked of what was shown last, and what each thing above asks for more.
_ENOUGH, _DEEPER = 1.0, 1.2
# What is asked has to be this clear; and this clear where another intent is as sure as that, or surer. Chosen so that
# as much is heard of the blind set as without, and most of the held-out sentences on other topics are left alone.
_LEAST_CLEAR, _CLEAR_ASKED, _SURE = 0.15, 0.6, 0.6
_CLEAR_ALONE, _NO_TOPIC_AT_ALL = 0.3, 0.01
_UNMISTAKABLE, _SURELY_ANOTHER = 0.9, 0.99
_DEEPEST = 3
_LEAST = 0.001
_HALF_SURE, _LIKELY, _DOUBTLESS = 0.4, 0.8, 0.97
# Small talk that was guessed, and what is asked of the thing that was shown so clearly that it was no small talk.
_SAID_IN_PARTING = frozenset({"done", "normal"})  # "that's all", "no, it's fine"
_KNOWN, _PLAINLY, _NO_OTHER = 0.999, 0.75, 0.01
# What is done with a booking, and what is asked of a thing before it is done.
_DONE_WITH = frozenset({"rebook", "refund", "seat"})
_BEFORE_DOING = frozenset({"money", "how_much", "how_to", "claim", "done", "other", "other_day", "return_leg"})
_ANSWERS = frozenset({*SMALL_TALK, "affirm", "deny", "feedback"})


def seen(parse: Parse, now: Situation) -> Parse:
    """The parse with the act that the message is to what is on the screen; the same where it is none, or plain."""
    readings = parse.get(IN_VIEW)
    if not readings or is_plain(parse):
        return parse
    only_answers = intent_of(parse) in _ANSWERS and confidence_of(parse) >= CLEAR
    if now.asked:
        kinds: tuple[str, ...] = (ERRAND if now.asked.startswith(ERRAND) else FORM,)
    else:
        # What is asked of an article is told by its passages (bot/dialogue/asked_on.py).
        kinds = tuple(kind for kind in now.focus[:_DEEPEST] if kind != "article")
    for depth, kind in enumerate(kinds):
        reading = _reading(readings, kind, now)
        if only_answers and not _plainly_asked(parse, reading):
            return parse
        act = _asked_of(parse, kind, reading, _ENOUGH + depth * _DEEPER)
        if act and reading and (not now.asked or act in REPAIRS or kind == ERRAND):
            return {**parse, ACT: {"name": act, "confidence": reading["confidence"], "by": SEEN, "kind": kind}}
    return parse


def _reading(readings: dict[str, Any], kind: str, now: Situation) -> Optional[dict[str, Any]]:
    """What is asked of a thing of this kind; of a form also what would be asked of the case that it becomes."""
    own: Optional[dict[str, Any]] = readings.get(kind)
    other: Optional[dict[str, Any]] = readings.get(_BECOMES) if kind == FORM and not now.asked else None
    if own is None or other is None:
        return own
    return other if other["confidence"] > own["confidence"] and other["topic"] < own["topic"] else own


def _plainly_asked(parse: Parse, reading: Optional[dict[str, Any]]) -> bool:
    """ "Next one?" and 准时不 under a flight, which sound like a goodbye and a no to whoever does not see it.

    What people write in training as small talk is known, not guessed.
    """
    if reading is None or confidence_of(parse) >= _KNOWN or reading["name"] not in FACETS - _SAID_IN_PARTING:
        return False
    return bool(reading["confidence"] >= _PLAINLY and reading["topic"] <= _NO_OTHER)


def wants_instead(text: str, parse: Parse, facet: str) -> bool:
    """ "Refund it after all, then" begins another request, and is no question about the one that is open."""
    intent, sure = intent_of(parse), confidence_of(parse)
    # "It still isn't here" is surely another report, or the same once more.
    begins = (form_of(intent) and sure >= _LIKELY) or (opens(intent) and sure >= CLEAR)
    # "And a vegetarian meal on the way home" orders one, and asks nothing of the flight.
    begins = begins or (facet == "return_leg" and opens(intent) and sure >= _HALF_SURE)
    return bool(begins and not is_question(text)) or (facet in _BEFORE_DOING and wants_done(parse, _DOUBTLESS))


def wants_done(parse: Parse, sure: float = _HALF_SURE) -> bool:
    """ "Move my return two days later" wants the flight changed, not told."""
    return not is_plain(parse) and intent_of(parse) in _DONE_WITH and confidence_of(parse) >= sure


def _asked_of(parse: Parse, kind: str, reading: Optional[dict[str, Any]], enough: float) -> Optional[str]:
    if reading is None:
        return None
    shows = {name for one in (kind, *kinds_shown()[kind]["implies"]) for name in kinds_shown()[one]["intents"]}
    guess = None if intent_of(parse) in shows else best_guess(parse)
    another = float(guess["confidence"]) if guess else 0.0
    if reading["confidence"] < _clear_enough(another, reading["topic"]):
        return None
    odds = (
        _AT_ALL
        + _ASKED * math.log(reading["confidence"] + _LEAST)
        - _NO_TOPIC * math.log(reading["topic"] + _LEAST)
        + _INTENT * another
        + _NAMES * bool(names_in(parse) & NAMES_THING)
    )
    return str(reading["name"]) if odds >= enough else None


def _clear_enough(another: float, topic: float) -> float:
    """How clear it has to be what is asked, where another intent and that there is a topic at all are so sure."""
    if another >= _SURELY_ANOTHER:
        return _UNMISTAKABLE
    if another < _SURE:
        return _LEAST_CLEAR
    # "The next one?" has no topic, whatever its words are taken for.
    return _CLEAR_ALONE if another < CLEAR and topic <= _NO_TOPIC_AT_ALL else _CLEAR_ASKED


@lru_cache(maxsize=1)
def kinds_shown() -> dict[str, dict[str, list[str]]]:
    """What can be on the screen, by its kind: see focus.yml in the folders dialogue/ of data/."""
    return verticals.merged("dialogue", "focus.yml")

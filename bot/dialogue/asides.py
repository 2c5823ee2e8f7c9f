"""What is said to a question in place of an answer, and is plain by its words: "what do you need that for?"."""

import re
from functools import lru_cache
from typing import Any, Optional

from bot import verticals
from bot.characters import simplified
from bot.dialogue.decision import FOLLOW_UP, Decision, because
from bot.dialogue.parsed import names_in
from bot.dialogue.situation import Situation
from bot.dialogue.topic import topic_words
from bot.short_replies import INFORM

Parse = dict[str, Any]

# "That's what it says on my mail" is played as the lack of a better one (actions/repair.py).
_LACK, INSISTS, ENDING = "lack", "insists", "ending"
_REPAIRS = ("why_asked", "refuse")
_FACETS = ("reference", "how_long", "how_to", "done")
# Longer messages tell something.
_LONGEST, _LONGEST_INSISTING = 60, 80
# What gives something new is no insisting.
_NEW = frozenset({"record_locator", "bag_tag", "ticket_number", "surname", "flight_number", "file_reference"})


def aside(text: str, kind: str) -> Optional[Decision]:
    """What asks why, refuses, or asks how it goes, of a thing of this `kind` that is being asked for."""
    said = _plain(text)
    if len(said) > _LONGEST:
        return None
    for act in _REPAIRS:
        if _words(act).search(said):
            return Decision(act, because("to_the_question", act=act))
    for facet in _FACETS:
        if _words(facet).search(said) and not topic_words(_words(facet).sub(" ", said), [], kind, facet):
            why = because("follow_up", act=facet, thing=kind)
            return Decision(FOLLOW_UP, why, {"facet": facet, "focus_kind": kind})
    return None


def insists(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """That what was given stands there, though nothing was found with it; None for anything else."""
    said, named = _plain(text), names_in(parse)
    if now.tried is None or now.asked not in (None, "surname") or len(said) > _LONGEST_INSISTING or named & _NEW:
        return None
    if not _words(INSISTS).search(said):
        return None
    return Decision(_LACK, because("to_the_question", act=_LACK), {"facet": INSISTS, "focus_kind": now.tried})


def puts_ending_right(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """ "It ends in 56, not 65", after nothing was found: the rest of the number stays (actions/retry.py)."""
    said = _plain(text)
    found = _words(ENDING).search(said)
    if found is None or now.tried is None or len(said) > _LONGEST or names_in(parse) & _NEW:
        return None
    ending = next(digits for digits in found.groups() if digits)
    return Decision(INFORM, because("to_the_question", act="answer"), {ENDING: ending})


def _plain(text: str) -> str:
    return simplified(text).replace("’", "'")


@lru_cache(maxsize=16)
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(verticals.merged("dialogue", "asides.yml")[name]), re.I)

"""What is asked below a thing on the screen and holds for every such thing: "will it wait for me on the belt?".

What is asked of the thing itself is a facet (bot/dialogue/in_view.py). All else that customers ask there stands in an
article of its own, `below_bag` and its like, which nothing else leads to (crm/retrieval.py).
"""

from typing import Optional

from bot.dialogue.decision import DETAIL, FOLLOW_UP, Decision, because
from bot.dialogue.parsed import (
    CLEAR,
    NAMES_THING,
    SMALL_TALK,
    Parse,
    act_confidence,
    act_of,
    confidence_of,
    intent_of,
    is_plain,
    is_seen,
    names_in,
)
from bot.dialogue.situation import Situation
from bot.likeness import BELOW, corpora

# So like it a question has to be, and so much more than to any other article; see bot/likeness.py for the unit.
_LEAST_LIKE, _AHEAD = 12.0, 0.0
# Less, where the facts would give a general answer.
_OF_ANY_THING, _LESS_LIKE = frozenset({"never", "normal", "who", "how_to", "what_next"}), 10.0
# What is clearly asked of the facts is theirs, unless it is the very question; what is surely asked of them, always.
_CLEAR_FACET, _SURE_FACET, _THE_VERY_ONE = 0.5, 0.9, 14.0
_NEVER = SMALL_TALK - {"human", "cancel"}


def asked_below(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """The follow-up that a message is, by how like it is to what is asked below such things; None where it is not."""
    kind = now.focus[0] if now.focus and not now.asked else None
    if kind is None or names_in(parse) & NAMES_THING or is_plain(parse) or intent_of(parse) in _NEVER:
        return None
    least = _least(parse)
    near = corpora().nearness(now.language, BELOW + kind, text) if least else None
    if near is None or least is None or near.likeness < least or near.leads < _AHEAD:
        return None
    return Decision(FOLLOW_UP, because("asks_on"), {"facet": DETAIL, "focus_kind": kind})


def _least(parse: Parse) -> Optional[float]:
    """How like it has to be; None where the facts of the thing, or a topic that is clearly heard, answer anyway.

    Reading a question for it costs as much as a tenth of a turn.
    """
    if is_seen(parse):
        if act_of(parse) in _OF_ANY_THING:
            return _LESS_LIKE
        if act_confidence(parse) >= _SURE_FACET:
            return None
        return _THE_VERY_ONE if act_confidence(parse) >= _CLEAR_FACET else _LEAST_LIKE
    return None if confidence_of(parse) >= CLEAR else _LEAST_LIKE

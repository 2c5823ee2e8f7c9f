"""Negation: which wishes of a message are struck out, and what it wants in their place."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Optional

from bot.dialogue.clauses import Clause, clauses
from bot.dialogue.cues import MARKER

Parse = dict[str, Any]
Understand = Callable[[str], Awaitable[Parse]]

FALLBACK = "nlu_fallback"
# What is neither wished for nor denied: "no thanks", "I don't eat meat".
_NO_TOPIC = frozenset(
    {"greet", "goodbye", "thank", "affirm", "deny", "bot_challenge", "out_of_scope", "inform", FALLBACK}
)
_NEVER_DENIED = frozenset({"preferences", "feedback"})
# A denied stretch that the classifier is less sure of names nothing.
_SURE_DENIED = 0.4
# What is left of the classifier's doubt when what was denied is taken out.
_SURE = 0.5
_CLEAR = 0.8
# Whoever denies these and goes on about them still does not want them: "no agents, they never help".
_SAID_TWICE = frozenset({"human", "complaint", "cancel"})
_POINTS = re.compile(r"(?:it|they|that|this)(?=\s|['’])|(?:它|就)?是", re.I)
_TROUBLE_CUE = re.compile(r"(?:并?不是|并非|not)$", re.I)
# A page is a story: what it denies in passing is not struck out one by one.
_MOST_CLAUSES, _MOST_DENIED = 12, 3


@dataclass(frozen=True)
class Struck:
    """The intents that were denied, and what counts: stretches of the message with their parses."""

    denied: list[str]
    counts: list[tuple[str, Parse]] = field(default_factory=list)


async def struck_out(text: str, whole: Parse, understand: Understand) -> Optional[Struck]:
    """What a message strikes out and what it wants instead; None where it denies nothing.

    `whole` is the message as understood; `understand` parses a stretch of it.
    """
    found = clauses(text)
    struck = [clause for clause in found if clause.polarity == "denied"]
    if not struck or len(found) > _MOST_CLAUSES:
        return None
    read = [await understand(clause.affirmed) for clause in struck[:_MOST_DENIED]]
    denied = list(
        dict.fromkeys(name for parse in read if (name := _topic(parse, _SURE_DENIED)) not in (None, *_NEVER_DENIED))
    )
    said = [(run, await understand(run)) for run in _runs(text, found)]
    # "Deliver it not to my office, bring it home": one wish, and one value in place of another.
    again = {name for name in denied if any(_says_again(name, parse, read) for _, parse in said)}
    denied = [name for name in denied if name not in again]
    counts = await _counting(said, whole, denied, next((clause.subject for clause in struck), ""), understand)
    if denied or (counts and (again or _opposed(found, counts, read))):
        return Struck(denied, counts)
    return None


async def _counting(
    said: list[tuple[str, Parse]], whole: Parse, denied: Sequence[str], subject: str, understand: Understand
) -> list[tuple[str, Parse]]:
    """What is left when the denied stretches are out, understood by itself or together with its subject."""
    counts: list[tuple[str, Parse]] = []
    for run, known in said:
        parse = _excluding(known, denied)
        if subject and (parse is None or _POINTS.match(run)):
            beside = _with_subject(subject, run)
            with_it = _excluding(await understand(beside), denied)
            run, parse = (beside, with_it) if with_it else (run, parse)
        counts += [(run, parse)] if parse else []
    if not counts and said and (heard := _excluding(whole, denied)) and _topic(heard, _SURE):
        # Too short to be understood by itself: "just another day". The whole message was heard with both halves.
        counts = [(said[-1][0], {**said[-1][1], "intent": heard["intent"], "intent_ranking": heard["intent_ranking"]})]
    return counts


def _runs(text: str, found: Sequence[Clause]) -> list[str]:
    groups = (list(group) for is_denied, group in groupby(found, lambda c: c.polarity == "denied") if not is_denied)
    runs = (text[group[0].start : group[-1].end] for group in groups)
    return [run for raw in runs if (run := MARKER.sub("", raw, count=1).strip(" ,，.。;；!！"))]


def _with_subject(subject: str, run: str) -> str:
    rest = re.sub(r"^['’]s\b", "is", _POINTS.sub("", run, count=1)).strip()
    return f"{subject} {rest}" if subject.isascii() else f"{subject}{rest}"


def _excluding(parse: Parse, denied: Sequence[str]) -> Optional[Parse]:
    """The parse with the best guess that is not denied; None where that is no topic of its own."""
    if _name(parse) not in denied:
        return parse if _topic(parse, _SURE) or _holds_value(parse) else None
    left = [guess for guess in parse["intent_ranking"] if guess["name"] not in denied]
    share = sum(guess["confidence"] for guess in left)
    if not left or left[0]["name"] in _NO_TOPIC or left[0]["confidence"] < _SURE * share or share < 0.02:
        return None
    best = {**left[0], "confidence": left[0]["confidence"] / share}
    return {**parse, "intent": best, "intent_ranking": [best, *left[1:]]}


def _says_again(name: str, parse: Parse, read: Sequence[Parse]) -> bool:
    """Whether what counts has the intent that was denied, so that only a value of it was denied."""
    if _name(parse) != name or name in _SAID_TWICE:
        return False
    return float(parse["intent"]["confidence"]) >= _CLEAR or _against(parse, read)


def _opposed(found: Sequence[Clause], counts: Sequence[tuple[str, Parse]], read: Sequence[Parse]) -> bool:
    """Whether the half that counts stands against the denied one, though that names no wish: "不是周一，是周二"."""
    return any(_against(parse, read) for _, parse in counts) or any(
        _TROUBLE_CUE.match(clause.cue or "") for clause in found
    )


def _against(parse: Parse, read: Sequence[Parse]) -> bool:
    """Whether a value stands against another of its kind: "not Monday, Tuesday"."""
    named = {(e["entity"], str(e["value"])) for other in read for e in other["entities"] if "start" in e}
    values = {(e["entity"], str(e["value"])) for e in parse["entities"] if "start" in e}
    return bool({kind for kind, _ in named} & {kind for kind, _ in values}) and not named & values


def _holds_value(parse: Parse) -> bool:
    return any("start" in entity for entity in parse["entities"])


def _topic(parse: Parse, sure: float) -> Optional[str]:
    name = _name(parse)
    confident = float(parse["intent"].get("confidence") or 0.0) >= sure
    return name if confident and name not in _NO_TOPIC else None


def _name(parse: Parse) -> str:
    return str(parse["intent"].get("name"))

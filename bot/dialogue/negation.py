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
    {"greet", "goodbye", "thank", "affirm", "deny", "bot_challenge", "feedback", "out_of_scope", "inform", FALLBACK}
)
_TASTE = "preferences"
# A denied stretch that the classifier is less sure of names nothing.
_SURE_DENIED = 0.4
# What is left of the classifier's doubt when what was denied is taken out.
_SURE = 0.5
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
    denied = list(dict.fromkeys(name for parse in read if (name := _topic(parse, _SURE_DENIED))))
    counts = await _counting(text, whole, found, denied, understand)
    if not denied and not _against(counts, read):
        return None
    return Struck(denied, counts) if denied or counts else None


async def _counting(
    text: str, whole: Parse, found: Sequence[Clause], denied: Sequence[str], understand: Understand
) -> list[tuple[str, Parse]]:
    """What is left when the denied stretches are out, understood by itself or together with its subject."""
    subject = next((clause.subject for clause in found if clause.polarity == "denied"), "")
    counts: list[tuple[str, Parse]] = []
    for run in _runs(text, found):
        parse = _excluding(await understand(run), denied)
        if parse is None and subject:
            run = _with_subject(subject, run)
            parse = _excluding(await understand(run), denied)
        counts += [(run, parse)] if parse else []
    if not counts and (heard := _excluding(whole, denied)) and _topic(heard, _SURE):
        # Too short to be understood by itself: "just another day". The message as a whole was heard, with both halves.
        counts = [(run, heard) for run in _runs(text, found)[-1:]]
    return counts


def _runs(text: str, found: Sequence[Clause]) -> list[str]:
    groups = (list(group) for is_denied, group in groupby(found, lambda c: c.polarity == "denied") if not is_denied)
    runs = (text[group[0].start : group[-1].end] for group in groups)
    return [run for raw in runs if (run := MARKER.sub("", raw, count=1).strip(" ,，.。;；!！"))]


def _with_subject(subject: str, run: str) -> str:
    rest = re.sub(r"^(?:it|they|that|this)(?=\s|['’])", "", run, flags=re.I).strip()
    rest = re.sub(r"^['’]s\b", "is", rest)
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


def _against(counts: Sequence[tuple[str, Parse]], read: Sequence[Parse]) -> bool:
    """Whether a value stands against another of its kind: "not Monday, Tuesday"."""
    named = {entity["entity"] for parse in read for entity in parse["entities"] if "start" in entity}
    return any(entity["entity"] in named for _, parse in counts for entity in parse["entities"] if "start" in entity)


def _holds_value(parse: Parse) -> bool:
    return any("start" in entity for entity in parse["entities"])


def _topic(parse: Parse, sure: float) -> Optional[str]:
    name = _name(parse)
    confident = float(parse["intent"].get("confidence") or 0.0) >= sure
    return name if confident and name not in _NO_TOPIC and name != _TASTE else None


def _name(parse: Parse) -> str:
    return str(parse["intent"].get("name"))

"""Negation: which wishes of a message are struck out, and what it wants in their place."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Optional

from bot.dialogue.clauses import Clause, clauses
from bot.dialogue.cues import EMPHASIS, MARKER

Parse = dict[str, Any]
Act = tuple[str, Parse]
Understand = Callable[[str], Awaitable[Parse]]

FALLBACK = "nlu_fallback"
# What is neither wished for nor denied: "no thanks", "I don't eat meat".
_NO_TOPIC = frozenset(
    {"greet", "goodbye", "thank", "affirm", "deny", "out_of_scope", "inform", FALLBACK}
    # Whoever denies these takes an alarm back (bot/aftermath.py).
    | {"emergency", "incident"}
)
# "Don't speak English to me" is a wish, and so is "no machine please".
_NEVER_DENIED = frozenset({"preferences", "feedback", "switch_language", "bot_challenge"})
# "Don't keep my data" is a wish, "don't delete it" denies one.
_DENIED_BY_NAME = {
    "privacy_request": re.compile(r"delet|eras|remov|删|注销|清除", re.I),
    "bag_delivery_change": re.compile(r"chang|改|换", re.I),
}
# What was arranged and is not wanted any more is a wish about it.
_GIVEN_UP = frozenset({"appointment", "special_assistance"})
_OWN_WISH = _NEVER_DENIED | _GIVEN_UP | set(_DENIED_BY_NAME)
_NO_LONGER = re.compile(r"any ?more|longer|了(?=\W|$)", re.I)
# A denied stretch that the classifier is less sure of names nothing.
_SURE_DENIED = 0.4
# What is left of the classifier's doubt when what was denied is taken out.
_SURE = 0.5
_CLEAR = 0.8
_SAYS_AGAIN = 0.6
_ONLY_WANTED = re.compile(r"(?:\W|i want|on|the|at|for|it|is|我要|请|是|到)*", re.I)
# Whoever denies these and goes on about them still does not want them: "no agents, they never help".
_SAID_TWICE = frozenset({"human", "complaint", "cancel"})
_POINTS = re.compile(r"(?:it|they|that|this)(?=\s|['’])|(?:它|就)?是", re.I)
_NOT = re.compile(r"(?:并?不是|并非|not)$", re.I)
_RATHER = re.compile(r"rather|instead|in (?:place|lieu)|other than|而", re.I)
# What is asked beside a denial is the message, understood or not: 我没要改签，我问35周.
_ASKS_ON = re.compile(
    r"[?？吗呢]|([\u4e00-\u9fff])[不没]\1|有没有|我(?:是)?[问说]|怎么|多少|几点|哪|\bi (?:asked|ask|mean|meant|said)\b"
    r"|\b(?:tell|show|give) me\b|告诉我|就说|\bi['’]?m asking\b"
    r"|^\W*(?:what|how|when|where|which|who|is|are|do|does|can|could)\b",
    re.I,
)
_CANCEL = re.compile(r"cancel|取消", re.I)
# "So it isn't late, right?" asks.
_CONFIRMS = re.compile(r"(?:对|是|没错)吧[?？]?\s*$|对不对[?？]?\s*$|\b(?:right|correct|yeah)\s*\?+\s*$", re.I)
# A page is a story: what it denies in passing is not struck out one by one.
_MOST_CLAUSES, _MOST_DENIED = 12, 3


@dataclass(frozen=True)
class Struck:
    """The intents that were denied, and what counts: stretches of the message with their parses."""

    denied: list[str]
    counts: list[Act] = field(default_factory=list)


async def struck_out(text: str, whole: Parse, understand: Understand) -> Optional[Struck]:
    """What a message strikes out and what it wants instead; None where it denies nothing.

    `whole` is the message as understood; `understand` parses a stretch of it.
    """
    if _CONFIRMS.search(text):
        return None
    found = clauses(text)
    struck = [clause for clause in found if clause.polarity == "denied"]
    if not struck or len(found) > _MOST_CLAUSES:
        return None
    read = [(clause, await understand(clause.affirmed)) for clause in struck[:_MOST_DENIED]]
    named = list(dict.fromkeys(name for clause, parse in read if (name := _denied(text, clause, parse))))
    if not named and _name(whole) in _OWN_WISH:
        return None
    said = [(run, await understand(run)) for run in _runs(text, found)]
    # "Not to my office, bring it home": one wish, and one value in place of another.
    denied = [name for name in named if not any(_says_again(name, parse, read) for _, parse in said)]
    counts = await _counting(said, denied, struck[0].subject, understand)
    counts = await _one_wish(text, whole, counts, denied, struck, understand)
    if not counts and denied:
        counts = [(run, parse) for run, parse in said if _ASKS_ON.search(run)][:1]
    if not counts:
        return Struck(denied) if denied and not _stands(text, whole, struck) else None
    clearer = _confidence(whole) < _CLEAR and all(_topic(parse, _CLEAR) for _, parse in counts)
    return Struck(denied, counts) if denied or named or clearer or _opposed(counts, read) else None


def _denied(text: str, clause: Clause, parse: Parse) -> Optional[str]:
    """The wish that a clause denies, unless the denial is a wish of its own: "don't deliver it before ten"."""
    name = _topic(parse, _SURE_DENIED)
    if name is None or _ONLY_WANTED.fullmatch(_beside_values(clause.affirmed, parse)):
        return None
    if name in _NEVER_DENIED or (name in _GIVEN_UP and _NO_LONGER.search(text)):
        return None
    only = _DENIED_BY_NAME.get(name)
    return name if only is None or only.search(clause.affirmed) else None


def _beside_values(text: str, parse: Parse) -> str:
    for entity in sorted((e for e in parse["entities"] if "start" in e), key=lambda e: -int(e["start"])):
        text = text[: entity["start"]] + text[entity["end"] :]
    return text


def _stands(text: str, whole: Parse, struck: Sequence[Clause]) -> bool:
    """Whether a message that wants nothing else is what the classifier says: a stop, one thing rather than another."""
    if _name(whole) == "cancel":
        return not _CANCEL.search(text)
    return all(_RATHER.match(clause.cue or "") for clause in struck)


async def _counting(said: Sequence[Act], denied: Sequence[str], subject: str, understand: Understand) -> list[Act]:
    """What is left when the denied stretches are out, understood by itself or together with its subject."""
    counts: list[Act] = []
    for run, known in said:
        part, parse = run, _excluding(known, denied)
        if subject and (parse is None or _POINTS.match(run)):
            beside = _with_subject(subject, run)
            with_it = _excluding(await understand(beside), denied)
            part, parse = (beside, with_it) if with_it else (part, parse)
        counts += [(part, parse)] if parse else []
    return counts


async def _one_wish(
    text: str, whole: Parse, counts: list[Act], denied: Sequence[str], struck: Sequence[Clause], understand: Understand
) -> list[Act]:
    """The counting halves, brought together with what the message as a whole was heard to want."""
    heard = (
        _excluding(whole, denied) if counts or _length(text) > sum(_length(clause.text) for clause in struck) else None
    )
    alone = len(counts) == 1 and _topic(counts[0][1], _SAYS_AGAIN) is not None
    if (
        heard
        and not alone
        and _name(heard) not in _NO_TOPIC
        and _name(whole) not in denied
        and _confidence(whole) >= _CLEAR
    ):
        counts = [act for act in counts if _name(act[1]) == _name(whole)] or [(text, _without(whole, struck))]
    elif not any(_topic(parse, 0.0) for _, parse in counts) and heard and _topic(heard, _SURE):
        # Too short to be understood by itself: "just another day". The whole was heard with both halves.
        counts = [(text, _without(heard, struck))]
    if len(counts) > 1 and len({_name(parse) for _, parse in counts}) == 1:
        joined = " ".join(part for part, _ in counts)
        return [(joined, {**await understand(joined), "intent": counts[0][1]["intent"]})]
    return counts


def _without(parse: Parse, struck: Sequence[Clause]) -> Parse:
    """The parse without the values that were denied."""
    kept = [e for e in parse["entities"] if not any(c.start <= e.get("start", -1) < c.end for c in struck)]
    return {**parse, "entities": kept}


def _runs(text: str, found: Sequence[Clause]) -> list[str]:
    groups = (list(group) for is_denied, group in groupby(found, lambda c: c.polarity == "denied") if not is_denied)
    runs = (text[group[0].start : _marked(text, group[-1].end)] for group in groups)
    said = (MARKER.sub("", raw, count=1).strip(" ,，.。;；!！") for raw in runs)
    return [run for run in said if run and not EMPHASIS.fullmatch(run)]


def _marked(text: str, end: int) -> int:
    """Where a clause ends with its question mark: "no need for a human. And in business?"."""
    return end + 1 if text[end : end + 1] in ("?", "？") else end


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


def _says_again(name: str, parse: Parse, read: Sequence[tuple[Clause, Parse]]) -> bool:
    """Whether what counts has the intent that was denied, so that only a value of it was denied."""
    if _name(parse) != name or name in _SAID_TWICE:
        return False
    return _confidence(parse) >= _SAYS_AGAIN or _against(parse, read)


def _opposed(counts: Sequence[Act], read: Sequence[tuple[Clause, Parse]]) -> bool:
    """Whether what counts stands against what is denied, though that names no wish: "不是周一，是周二"."""
    return any(_against(parse, read) for _, parse in counts) or any(_NOT.match(c.cue or "") for c, _ in read)


def _against(parse: Parse, read: Sequence[tuple[Clause, Parse]]) -> bool:
    """Whether a value stands against another of its kind: "not Monday, Tuesday"."""
    named = {(e["entity"], str(e["value"])) for _, other in read for e in other["entities"] if "start" in e}
    values = {(e["entity"], str(e["value"])) for e in parse["entities"] if "start" in e}
    return bool({kind for kind, _ in named} & {kind for kind, _ in values}) and not named & values


def _holds_value(parse: Parse) -> bool:
    return any("start" in entity for entity in parse["entities"])


def _topic(parse: Parse, sure: float) -> Optional[str]:
    name = _name(parse)
    return name if _confidence(parse) >= sure and name not in _NO_TOPIC else None


def _confidence(parse: Parse) -> float:
    return float(parse["intent"].get("confidence") or 0.0)


def _length(text: str) -> int:
    return len(re.sub(r"\W", "", text))


def _name(parse: Parse) -> str:
    return str(parse["intent"].get("name"))

"""Several wishes in one message: where one ends and the next begins, and which stretches are wishes at all.

It exists because a classifier gives a message one intent: "where is my bag, and how much is a second one?" would get
one answer. Only clear cases are taken apart: a sentence of a long story is no wish of its own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.bare_answers import INFORM
from bot.characters import HAN, plain, simplified

Parse = dict[str, Any]

MOST = 3
# A stretch that the classifier is less sure of is a part of its neighbours, not a wish.
SURE = 0.6
# What is said around a wish, not a wish; a person is called at once, whatever else was asked.
_NO_WISH = frozenset(
    {"greet", "goodbye", "thank", "affirm", "deny", "cancel", "bot_challenge", "switch_language", "feedback"}
    | {"complaint", "out_of_scope", "nlu_fallback", INFORM}
)
# Shorter stretches say too little to be understood by themselves: four characters, or three words.
_ENOUGH, _WORD_WEIGHT = 4, 1.5
_CONNECTIVE = (
    # "我还有多少" counts, it connects nothing: 还有 connects after a pause, or after what ends a sentence.
    r"(?:[,，、\s]+|(?<=[吗呢吧了。！？!?;；]))还有(?:就是)?[,，、\s]*"
    r"|[,，、\s]*(?:另外|顺便(?:再)?(?:问一下|问下|问问)?|对了|再(?:问|请问)(?:一下|下)?|以及|其次|第二[,，、:])[,，、\s]*"
    r"|[,，\s]+(?:and\s+)?(?:also|by the way|btw|another thing|one more thing|secondly|plus)(?![a-z'’])[,，:\s]*"
    r"|[,，\s]+and\s+(?=(?:how|what|where|when|which|who|can|could|may|do|does|is|are|will|would|should|please|"
    r"i\s+(?:want|need|would|have)|i['’]d)\b)"
    r"|[,，]\s*and\s+(?=(?:add|book|cancel|change|check|delete|give|move|put|send|show|tell)\b)"
)
_BOUNDARY = re.compile(r"[。！？!?;；\n]+|(?<=[a-z])\.\s|" + _CONNECTIVE, re.I)
_CONNECTED = re.compile(_CONNECTIVE, re.I)
# "Can that be changed?" is understood only together with what it points to.
_POINTS_BACK = re.compile(r"\s*(?:can|could|may|is|was|will|would|does|should)\s+(?:it|that|this|they)\b", re.I)
# Without a connective only what asks is a wish: the rest tells what happened.
_ASKS = re.compile(
    r"[?？吗呢]|怎么|如何|多少|哪|什么|几|能不能|可不可以|可以|帮|想|要|请|查|需"
    r"|\b(?:how|what|where|when|which|who|can|could|may|do|does|is|are|will|would|should|need|want|please|like to)\b"
    r"(?!['’])",
    re.I,
)
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9'’]*")


def stretches(text: str) -> list[str]:
    """The stretches of `text` that could be wishes; one, the whole text, when nothing divides it."""
    readable = plain(text)
    simple = simplified(readable.text)
    told_apart = bool(_CONNECTED.search(simple))
    return [
        text[slice(*readable.place(start, end))].strip()
        for start, end in _with_what_it_points_to(simple)
        if _says_enough(simple[start:end]) and (told_apart or _ASKS.search(simple[start:end]))
    ]


async def wishes(text: str, whole: Parse, parse: Callable[[str], Any]) -> list[tuple[str, Parse]]:
    """The wishes of a message with their parses, in order; the message itself when it holds just one.

    `parse` understands one stretch. Neighbours with one intent are one wish.
    """
    if whole["intent"]["name"] == "human":
        return [(text, whole)]
    parts = stretches(text)
    if len(parts) < 2:
        return [(text, whole)]
    sure = [(part, understood) for part in parts if _is_wish(understood := await parse(part))]
    distinct = list({understood["intent"]["name"]: (part, understood) for part, understood in reversed(sure)}.values())
    distinct.reverse()
    if len(distinct) < 2:
        return [(text, whole)]
    return distinct[:MOST]


def _with_what_it_points_to(text: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for start, end in _between(text):
        joined = bool(places) and _POINTS_BACK.match(text[start:end])
        places.append((places.pop()[0] if joined else start, end))
    return places


def _between(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        if boundary.start() > start:
            # A question mark belongs to its question.
            end = boundary.end() if boundary.group()[0] in "?？" else boundary.start()
            yield start, end
        start = boundary.end()
    if start < len(text):
        yield start, len(text)


def _says_enough(stretch: str) -> bool:
    return len(_HAN.findall(stretch)) + _WORD_WEIGHT * len(_LATIN_WORD.findall(stretch)) >= _ENOUGH


def _is_wish(understood: Parse) -> bool:
    intent = understood["intent"]
    return intent["name"] not in _NO_WISH and (intent.get("confidence") or 0.0) >= SURE


def intents_of(found: Sequence[tuple[str, Parse]]) -> list[str]:
    """The intents of wishes, in order."""
    return [understood["intent"]["name"] for _, understood in found]

"""Clauses of a message and their polarity: what is struck out, and what counts in its place.

A negation is a denial only where it strikes out a wish ("I don't want a refund") or a trouble ("it isn't lost"). A good
thing that has not happened ("my bag did not arrive") is the matter itself, and so is what we refuse.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Optional

from bot.characters import Plain, plain, simplified
from bot.dialogue.cues import ANEW, CUES, MARKER, NO_NEGATION, POSSIBLE, STANDS, TAIL

Polarity = Literal["plain", "denied", "contrast"]

_PAUSE = re.compile(r"[,，.。;；!！?？:：\n](?!\d)|\s[-–—]+\s|——")
_NOT_IS = re.compile(r"不是(?:[^是,，]{1,12}?)(?=(?:而)?是)|\bnot\b.{2,30}?\s(?=but\b)", re.I)
# A question is no denial: "没有取消吧？", "don't I get a refund?", "别转人工好吗" is.
_ASKS = re.compile(
    r"\s*(?:what|where|when|which|who|how|why|is|are|was|were|do|does|did|has|have|should)\b|.*(?:吗|吧|么|呢|哪|怎么|为什么|什么时候|如何|多少)\s*$",
    re.I | re.S,
)
_PLEASE = re.compile(r"(?:好吗|行吗|可以吗|好么|行么|好吧|行吧|吧|ok|okay|right)\s*$", re.I)
_PRONOUN = re.compile(
    r"^\s*(?:(?:no|well|ok|please|i|we|我们?|先|现在|其实|真的|目前|暂时|也|并|请|麻烦|那|就|千万|绝对|你们?|都|说了|可以)\s*)+",
    re.I,
)
_MASK = "\x00"


@dataclass(frozen=True)
class Clause:
    """A stretch [start, end) of a message. `cue` denies it or sets it against what was denied.

    `affirmed` is a denied clause without its denial, to be understood; `subject` is what it is denied of.
    """

    text: str
    start: int
    end: int
    polarity: Polarity
    cue: Optional[str] = None
    affirmed: str = ""
    subject: str = ""


def clauses(text: str) -> list[Clause]:
    """The clauses of `text` in order; one, plain, where nothing is denied."""
    readable = plain(text)
    said = simplified(readable.text)
    if POSSIBLE.search(said):
        masked = NO_NEGATION.sub(lambda match: _MASK * len(match.group()), said)
        found = list(_judged(text, readable, said, masked))
        if any(clause.polarity == "denied" for clause in found):
            return found
    return [Clause(text, 0, len(text), "plain")]


def _judged(text: str, readable: Plain, said: str, masked: str) -> Iterator[Clause]:
    denied = False
    for start, end, asks in _stretches(masked):
        if not said[start:end].strip():
            continue
        place = readable.place(start, end)
        clause = None if asks else _denial(text, place, said[start:end], masked[start:end])
        marker = ANEW.match(masked, start, end) or MARKER.match(masked, start, end)
        if clause is None:
            polarity: Polarity = "contrast" if denied and marker else "plain"
            clause = Clause(text[slice(*place)], *place, polarity, marker.group() if marker and denied else None)
        denied = denied or clause.polarity == "denied"
        yield clause


def _denial(text: str, place: tuple[int, int], said: str, masked: str) -> Optional[Clause]:
    for cue, affirmed in CUES:
        if match := cue.search(masked):
            before, after = said[: match.start()], said[match.end() :]
            subject = _PRONOUN.sub("", before)
            read = f"{affirmed}{subject}" if affirmed == "我要" and not after.strip() else f"{before}{affirmed}{after}"
            return Clause(text[slice(*place)], *place, "denied", match.group().strip(), _tidy(read), subject.strip())
    return None


def _tidy(read: str) -> str:
    return re.sub(r"(?:先|暂时|并|千万)?我要", "我要", re.sub(r"\s+", " ", read)).replace("我我要", "我要").strip()


def _stretches(masked: str) -> Iterator[tuple[int, int, bool]]:
    """Where clauses begin and end, and whether they ask; cut at pauses, at contrasts, and before what is not."""
    start = 0
    for pause in [*_PAUSE.finditer(masked), None]:
        end = pause.start() if pause else len(masked)
        first = start
        places = list(_cut(masked, start, end))
        mark = pause.group() if pause else ""
        for here, there in places:
            asks = (mark in "?？" and mark != "" and here == first and len(places) == 1) or bool(
                _ASKS.match(masked[here:there])
            )
            yield here, there, asks and not _PLEASE.search(masked[here:there])
        start = pause.end() if pause else end


def _cut(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    here = start
    while here < end and (cut := _next_cut(masked, here, end)):
        yield here, cut
        here = cut
    if here < end:
        yield here, end


def _next_cut(masked: str, start: int, end: int) -> Optional[int]:
    """The next place where what is not begins after what is, or the other way round."""
    stretch = masked[start:end]
    cues = [match for cue, _ in CUES if (match := cue.search(stretch))]
    if not cues:
        return None
    first = min(cues, key=lambda match: match.start())
    tail = TAIL.search(stretch, 1)
    if (
        tail
        and tail.start() <= first.start()
        and STANDS.search(stretch[: tail.start()])
        and stretch[tail.end() :].strip()
    ):
        return start + tail.start()
    if both := _NOT_IS.match(stretch, max(first.start() - 1, 0)) or _NOT_IS.search(stretch):
        return start + both.end()
    anew = ANEW.search(stretch, first.end() + 1)
    return start + anew.start() if anew else None

"""Clauses of a message and their polarity: what is struck out, and what counts in its place.

A negation is a denial only where it strikes out a wish ("I don't want a refund") or a trouble ("it isn't lost"). A good
thing that has not happened ("my bag did not arrive") is the matter itself, and so is what we refuse.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Optional

from bot.characters import Plain, plain, simplified
from bot.dialogue.cues import (
    ANEW,
    CUES,
    MARKER,
    NO_NEGATION,
    OPPOSED,
    OPPOSITE,
    OWN,
    POSSIBLE,
    STANDS,
    TAIL,
    VERB_ALONE,
)

Polarity = Literal["plain", "denied", "contrast"]

# A blank between Han characters is a pause: 我不退了 有没有别的航班.
_PAUSE = re.compile(
    r"[,，.。;；!！?？:：\n](?!\d)|\s[-–—]+\s|——|(?<=[\u4e00-\u9fff\x00])\s+(?=[\u4e00-\u9fff\x00])"
    # "No refund no change": one denial after the other.
    r"|(?<=[a-z])\s+(?=no (?:refunds?|chang\w*|rebook\w*|cancel\w*|vouchers?|transfers?|agents?|humans?)\b)"
)
_NOT_IS = re.compile(r"不是[^是,，]{1,12}?(?=(?:而)?是)|\bnot\b.{2,30}?\s(?=but\b)", re.I)
# A question is no denial: "没有取消吧？", "don't I get a refund?"; "别转人工好吗" is one.
_ASKS = re.compile(
    r"\s*(?:what|where|when|which|who|how|why|is|are|was|were|do(?! not)|does|did|has|have|should)\b"
    r"|.*(?:吗|么|呢|哪|怎么(?:办|弄)?|咋办|为什么|什么时候|如何|多少|(?:[没未]|不用).*吧)\s*$",
    re.I | re.S,
)
_PLEASE = re.compile(r"(?:好吗|行吗|可以吗|好么|行么|ok|okay|right)\s*$", re.I)
# What stands before a negation and is no subject.
_NO_SUBJECT = re.compile(
    r"^\s*(?:(?:no|well|ok|please|i|we|it|that|this|they)\b\s*"
    r"|我们?|你们?|先|现在|其实|真的|目前|暂时|也|并|请|麻烦|那|就|千万|绝对|都|说了|可以|它)+",
    re.I,
)
_AUXILIARY = re.compile(r"\s*(?:\b(?:is|are|was|were|has|have|had|does|did|do)|['’]s)\s*$", re.I)
_MASK = "\x00"
# Between two pauses nobody says more; whoever does must not cost more.
_MOST_CUTS = 6


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
        first, last = readable.place(start, end)
        struck = None if asks else _denial(said[start:end], masked[start:end], bool(OPPOSITE.match(masked, end)))
        marker = (ANEW.match(masked, start, end) or MARKER.match(masked, start, end)) if denied else None
        if struck:
            denied = True
            yield Clause(text[first:last], first, last, "denied", *struck)
        elif marker:
            yield Clause(text[first:last], first, last, "contrast", marker.group().strip())
        else:
            yield Clause(text[first:last], first, last, "plain")


def _denial(said: str, masked: str, opposed: bool) -> Optional[tuple[str, str, str]]:
    """The cue that denies a clause, what it denies, and of what."""
    for cue, affirmed in (*CUES, *(((OPPOSED, ""),) if opposed else ())):
        if match := cue.search(masked):
            before, after = said[: match.start()], said[match.end() :]
            if affirmed == " want " and re.fullmatch(r"\s*(?:for|to|about)?\s*", after):
                # "Things I never asked for" names nothing.
                return None
            subject = _AUXILIARY.sub("", _NO_SUBJECT.sub("", before)).strip()
            if affirmed == "我要":
                # 退款不要了, and 我不要退款: both deny that I want a refund.
                # 太贵了不改了: what was said before is no part of it.
                subject = re.sub(r".*[了啊吧呀，,]", "", subject)
                return match.group().strip(), "我要" + re.sub(r"了\s*$", "", subject + after), ""
            return match.group().strip(), _as_said(before, affirmed, after), subject
    return None


def _as_said(before: str, affirmed: str, after: str) -> str:
    read = re.sub(r"\s+", " ", f"{before}{affirmed}{after}").strip()
    return re.sub(r"(?<=[丢坏破裂少断湿])$", "了", re.sub(r"^.{0,3}?(?=请)", "", read))


def _stretches(masked: str) -> Iterator[tuple[int, int, bool]]:
    """Where clauses begin and end, and whether they ask; cut at pauses, at contrasts, and before what is not."""
    start = 0
    for pause in [*_PAUSE.finditer(masked), None]:
        end, mark = (pause.start(), pause.group()) if pause else (len(masked), "")
        places = list(_cut(masked, start, end))
        for here, there in places:
            asks = (len(places) == 1 and mark in ("?", "？")) or _ASKS.match(masked, here, there)
            yield here, there, bool(asks) and not _PLEASE.search(masked, here, there)
        start = pause.end() if pause else end


def _cut(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST_CUTS):
        if not (cut := _next_cut(masked[start:end])):
            break
        yield start, start + cut
        start += cut
    if start < end:
        yield start, end


def _next_cut(stretch: str) -> Optional[int]:
    """The next place where what is not begins after what is, or the other way round."""
    if tail := next((match for match in TAIL.finditer(stretch, 1) if _stands_apart(stretch, match)), None):
        return tail.start()
    if opposed := _NOT_IS.search(stretch):
        return opposed.end()
    denied = next((match for cue, _ in CUES if (match := cue.search(stretch))), None)
    anew = ANEW.search(stretch, denied.end() + 1) if denied else None
    return anew.start() if anew else None


def _stands_apart(stretch: str, tail: re.Match[str]) -> bool:
    """Whether a denial begins at `tail`, and what stands before it is a clause of its own."""
    before, rest = stretch[: tail.start()], stretch[tail.start() :]
    if (
        OWN.search(before)
        or (tail.group() == "not" and _ASKS.match(stretch))
        or not STANDS.search(before)
        or VERB_ALONE.match(stretch, tail.end())
    ):
        return False
    return any(cue.search(rest) for cue, _ in CUES)

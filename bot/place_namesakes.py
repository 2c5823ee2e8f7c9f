"""Which of the cities of one name is meant: "London, Ontario", "加拿大伦敦"; by itself the far larger one."""

import re

from bot.place_names import Place, known, namesakes
from bot.place_spelling import HAN, small

_OPENS = re.compile(r"\s*[,，(（]?\s*(?:in\s+)?")
_CLOSES = re.compile(r"\s*[)）]")
# "Portland ME" is in Maine; "from Portland me and my wife" says nothing.
_SHORT = 3
# How far from the name it may be said.
_NEAR = 40


def meant(text: str, name: str, start: int, end: int) -> tuple[Place, int, int]:
    """The place that a name at [start, end) means, and the stretch that says so."""
    for place, beside in namesakes().get(name, ()):
        if said := _said_after(text, end, beside) or _said_before(text, start, beside):
            return place, min(start, said[0]), max(end, said[1])
    return known()[name], start, end


def _said_after(text: str, end: int, beside: frozenset[str]) -> "tuple[int, int] | None":
    opened = _OPENS.match(text, end)
    first = opened.end() if opened else end
    follows = small(text[first : first + _NEAR])
    for words in sorted(beside, key=len, reverse=True):
        if follows.startswith(words) and _stands_there(text, end, first, words):
            last = first + len(words)
            closed = _CLOSES.match(text, last)
            return end, closed.end() if closed else last
    return None


def _stands_there(text: str, end: int, first: int, words: str) -> bool:
    """A whole word; an abbreviation in capitals or after a comma, Chinese words only in brackets: 伦敦加拿大航空."""
    last = first + len(words)
    bracketed = re.search(r"[,，(（]", text[end:first]) is not None
    if HAN.search(words):
        return bracketed
    whole = not text[last : last + 1].isalnum() and first > end
    return whole and (len(words) > _SHORT or bracketed or (text[first:last].isupper() and not text.isupper()))


def _said_before(text: str, start: int, beside: frozenset[str]) -> "tuple[int, int] | None":
    before = text[max(0, start - _NEAR) : start]
    for words in beside:
        for joint in ("", "的", "省", "州", "省的", "州的"):
            if HAN.search(words) and before.endswith(words + joint):
                return start - len(words + joint), start
    return None

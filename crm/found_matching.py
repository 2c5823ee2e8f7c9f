"""How well something that was found fits what somebody misses: points, and the reasons for each of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

import yaml

from crm import content, texts, verticals
from crm.case_texts import Bilingual, in_both
from crm.search_words import folded
from crm.verticals import Mark

Level = Literal["likely", "possible"]
LIKELY, POSSIBLE, MOST = 60, 35, 100
# The kinds of words whose meanings are listed (found/words.yml): what both name, and what only differs.
_POINTS: Mapping[str, tuple[int, int]] = {
    "things": (40, -40),
    "brands": (15, -15),
    "colours": (10, -10),
    "spots": (10, 0),
}
_CODE = 15
# Other words in common: a few points beside a thing that both name, more where the list has no word for it.
_WORD, _MOST_WORDS, _WORD_ALONE, _MOST_WORDS_ALONE = 4, 12, 12, 40
# Found so many days after it was missed at most, and what that is worth. Clocks and memories are a day off.
_DAYS = ((1, 15), (7, 8), (30, 3))
_TOO_EARLY = -50
# "12A", "B12", "1203": a seat, a door, a room.
_CODES = re.compile(r"(?<![a-z0-9])(?=[a-z0-9]*\d)[a-z]{0,2}\d{1,4}[a-z]?(?![a-z0-9])")
_WORDS = re.compile(r"[a-z]{3,}|[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True)
class Thing:
    """A thing as somebody describes it, read: what is named of each kind, by the first word for it."""

    day: date | None
    named: Mapping[str, frozenset[str]]
    marks: Mapping[str, frozenset[str]]
    codes: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class Reason:
    """Why there are points, or fewer: in words for people."""

    kind: str
    points: int
    words: Bilingual


@dataclass(frozen=True)
class Match:
    """How well two things fit, from 0 to 100."""

    points: int = 0
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def level(self) -> Level | None:
        """How surely they are the same; None where it is not worth a look."""
        return "likely" if self.points >= LIKELY else "possible" if self.points >= POSSIBLE else None


def read(what: str, where: str, day: date | None) -> Thing:
    """What a description names, in either language."""
    said, place = folded(what), folded(where)
    named: dict[str, frozenset[str]] = {}
    named["things"], rest = _taken("things", said)
    named["colours"], rest = _taken("colours", rest)
    # "iPhone" is a thing and a brand.
    named["brands"], _ = _taken("brands", said)
    named["spots"], _ = _taken("spots", f"{place} {said}")
    _, rest = _taken("brands", rest)
    marks = {name: frozenset(mark.find(f"{where} {what}")) for name, mark in _weighed().items()}
    known = {folded(one) for found in marks.values() for one in found}
    codes = frozenset(_CODES.findall(f"{place} {said}")) - known
    return Thing(day, named, marks, codes, frozenset(_other_words(rest)))


def compare(lost: Thing, found: Thing) -> Match:
    """How well what was found fits what is missed, with every reason for or against it."""
    reasons = [*_of_words(lost, found), *_of_marks(lost, found), *_of_codes(lost, found), *_of_days(lost, found)]
    total = min(max(sum(one.points for one in reasons), 0), MOST)
    return Match(total, tuple(sorted(reasons, key=lambda one: -one.points)))


def _of_words(lost: Thing, found: Thing) -> Iterable[Reason]:
    for kind, (same, different) in _POINTS.items():
        mine, theirs = lost.named[kind], found.named[kind]
        if both := mine & theirs:
            yield _reason(kind, same, what=_called(kind, both))
        elif mine and theirs and different:
            yield _reason(f"{kind}_differ", different, lost=_called(kind, mine), found=_called(kind, theirs))
    alone = not (lost.named["things"] and found.named["things"])
    if shared := sorted(lost.words & found.words):
        each, most = (_WORD_ALONE, _MOST_WORDS_ALONE) if alone else (_WORD, _MOST_WORDS)
        yield _reason("words", min(each * len(shared), most), what=", ".join(shared))


def _of_marks(lost: Thing, found: Thing) -> Iterable[Reason]:
    for name, mark in _weighed().items():
        mine, theirs = lost.marks.get(name, frozenset()), found.marks.get(name, frozenset())
        called = texts.load("marks")[name]
        if both := mine & theirs:
            yield _reason("mark", mark.weight, kind=called, what=", ".join(sorted(both)))
        elif mine and theirs:
            told = {"lost": ", ".join(sorted(mine)), "found": ", ".join(sorted(theirs))}
            yield _reason("mark_differs", -mark.weight, kind=called, **told)


def _of_codes(lost: Thing, found: Thing) -> Iterable[Reason]:
    if both := lost.codes & found.codes:
        yield _reason("code", _CODE, what=", ".join(sorted(both)).upper())


def _of_days(lost: Thing, found: Thing) -> Iterable[Reason]:
    if lost.day is None or found.day is None:
        return
    days = (found.day - lost.day).days
    if days < -1:
        yield _reason("too_early", _TOO_EARLY, days=-days)
        return
    for most, points in _DAYS:
        if days <= most:
            yield _reason("same_days" if most == 1 else "days_after", points, days=days)
            return


def _weighed() -> dict[str, Mark]:
    return {name: mark for name, mark in verticals.marks().items() if mark.weight}


def _reason(kind: str, points: int, /, **facts: object) -> Reason:
    return Reason(kind, points, in_both(texts.load("found_items")["reasons"][kind], **facts))


def _called(kind: str, names: frozenset[str]) -> Bilingual:
    """What these are called: in Chinese, and in English."""
    words = [_listed(kind)[name] for name in sorted(names)]
    return {"zh": "、".join(one["zh"][0] for one in words), "en": ", ".join(one["en"][0] for one in words)}


def _taken(kind: str, text: str) -> tuple[frozenset[str], str]:
    """What of a kind a text names, and the text without it: a power bank (充电宝) is no charger."""
    found: set[str] = set()

    def take(match: re.Match[str]) -> str:
        found.add(_names(kind)[match.group()])
        return " "

    rest = _pattern(kind).sub(take, text)
    return frozenset(found), rest


def _other_words(text: str) -> Iterable[str]:
    stop = _stop_words()
    for run in _WORDS.findall(text):
        if run.isascii():
            if run not in stop:
                yield run.removesuffix("s")
            continue
        yield from (pair for at in range(len(run) - 1) if (pair := run[at : at + 2]) not in stop)


Listed = Mapping[str, Mapping[str, Sequence[str]]]


@cache
def _listed(kind: str) -> Listed:
    """The words of a kind, each group by its first English one."""
    path = content.file("found", "words.yml")
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))[kind]
    return {one["en"][0]: one for one in groups}


@cache
def _stop_words() -> frozenset[str]:
    path = content.file("found", "words.yml")
    return frozenset(yaml.safe_load(path.read_text(encoding="utf-8"))["say_nothing"])


@cache
def _names(kind: str) -> dict[str, str]:
    """Each spelling and its group; English ones also with an s."""
    spellings = {folded(word): name for name, one in _listed(kind).items() for word in (*one["zh"], *one["en"])}
    several = {f"{word}{end}": name for word, name in spellings.items() if word.isascii() for end in ("s", "es")}
    return several | spellings


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    longest_first = sorted(_names(kind), key=len, reverse=True)
    parts = [rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in longest_first]
    return re.compile("|".join(parts))

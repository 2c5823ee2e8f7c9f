"""Personal data in what a customer wrote, replaced by something made up before anybody labels it, or it is learned.

A stand-in has the shape of what it replaces, because the assistant reads tags and references by their shape, and says
nothing of it: it comes from the shape alone.
"""

import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from crm import content, names_said

_HAN = r"\u3400-\u9fff"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LINK = re.compile(rf"(?:https?://|www\.)[^\s{_HAN}，。！？；、（）<>\"]+", re.I)
_DAY = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?[日号]?)(?!\d)"
)
_SPOKEN_DAY = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
)
# Five digits or more, in groups or not: a phone, a tag, a card, a passport, an account.
_NUMBER = re.compile(r"(?<![0-9A-Za-z])\+?\(?\d(?:[ \-./()]{0,2}\d){4,24}[Xx]?(?![0-9A-Za-z])")
_CODE = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Z]{2,3}-(?=[A-Z]*\d)[0-9A-Z]{3,12}|(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[0-9A-Za-z]{5,14})(?![0-9A-Za-z])"
)
# 30kg, 23inch and 55x40x20 are amounts, B32 is a place.
_AMOUNT = r"\d+[A-Za-z]{1,8}|[A-Za-z]+\d{1,2}|\d{1,3}(?:[Xx]\d{1,3}){1,2}"
_CAPITALS = r"(?<![0-9A-Za-z])[A-Z]{6}(?![0-9A-Za-z])"
_SMALL = r"(?<![0-9A-Za-z])[0-9a-z]{6}(?![0-9A-Za-z])"
_STREET_EN = re.compile(
    r"(?<!\w)\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'’]+ ){1,4}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Way|Square|Boulevard|Blvd|Court|Terrace)\b\.?"
)
_HOUSE = r"\s?\d{1,5}\s?[号弄](?:\s?\d{1,5}\s?(?:号楼|号|栋|幢|楼|单元|层|室))*"
_STREET_ZH = re.compile(
    rf"(?:(?<=[到在是址住寄送为])|(?<![{_HAN}]))(?:(?![到在是址住寄送为])[{_HAN}]){{1,10}}?(?:路|街|大道|巷|胡同){_HOUSE}"
)
_HOUSE_ZH = re.compile(rf"(?<=[路街道巷]){_HOUSE}")
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]*"
_DIGITS, _LETTERS = "1234567890", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Full-width signs in which numbers, codes and addresses are also written; punctuation stays as it was.
_WIDE = {ord(sign) + 0xFEE0: sign for sign in f"{string.digits}{string.ascii_letters}@+"}
# A shorter name is also a word.
_SHORTEST = {True: 2, False: 3}


@dataclass(frozen=True)
class Part:
    """A stretch of a text; `kind` says what it stands for, if it is a stand-in."""

    text: str
    kind: str | None = None


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    kind: str | None
    stand_in: str


def masked(text: str, *, known: Iterable[str] = ()) -> str:
    """The text with stand-ins for personal data. `known`: names that are somebody's, such as the customer's."""
    return "".join(part.text for part in parts(text, known=known))


def parts(text: str, *, known: Iterable[str] = ()) -> list[Part]:
    """The same in stretches, so that a reader sees where something was replaced."""
    said = text.translate(_WIDE)
    taken: list[_Found] = []
    for found in _all(said, known):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    told, at = [], 0
    for one in sorted(taken, key=lambda found: found.start):
        told += [Part(said[at : one.start]), Part(one.stand_in, one.kind)]
        at = one.end
    # What was looked at and left, such as a day, is a stretch like any other.
    return [part for part in [*told, Part(said[at:])] if part.text]


def _all(said: str, known: Iterable[str]) -> Iterator[_Found]:
    """Everything that is found; what comes first has the first claim to its place."""
    stand_ins = _words()["stand_ins"]
    yield from _each(_EMAIL, said, "email", lambda _: stand_ins["email"])
    yield from _each(_LINK, said, "link", lambda _: stand_ins["link"])
    for name in known:
        yield from _each(_whole(name), said, "name", _name_like) if len(name) >= _SHORTEST[_is_han(name)] else ()
    yield from _days(said)
    yield from _each(_STREET_EN, said, "address", lambda _: stand_ins["address"]["en"])
    yield from _each(_STREET_ZH, said, "address", lambda _: stand_ins["address"]["zh"])
    yield from _each(_HOUSE_ZH, said, "address", lambda _: "1号")
    yield from _each(_NUMBER, said, "number", _shaped_like)
    yield from _codes(said)
    yield from _names(said)


def _days(said: str) -> Iterator[_Found]:
    """A day stays as it is, unless somebody was born on it."""
    born = re.compile(rf"(?:{_words()['born']})\D{{0,20}}$", re.I)
    for pattern in (_DAY, _SPOKEN_DAY):
        for found in pattern.finditer(said):
            if born.search(said[: found.start()]):
                yield _Found(*found.span(), "birthday", _words()["stand_ins"]["birthday"])
            else:
                yield _Found(*found.span(), None, found.group())


def _codes(said: str) -> Iterator[_Found]:
    nobodys = re.compile("|".join([_AMOUNT, *_words()["nobodys"]]))
    for found in _CODE.finditer(said):
        if not nobodys.fullmatch(found.group()):
            yield _Found(*found.span(), "reference", _shaped_like(found.group()))
    referred = _words()["referred"]
    cued = re.compile(rf"(?:{referred})[^.!?。！？]{{0,25}}?({_CAPITALS})", re.I)
    small = re.compile(rf"(?:{referred})(?: number| code)?\s*(?:is|was|:|=|[是为：])\s*({_SMALL})", re.I)
    alone = re.compile(rf"\W*({_CAPITALS})\W*\Z")
    matches = [*cued.finditer(said), *small.finditer(said), *([one] if (one := alone.match(said)) else [])]
    for found in matches:
        # `re.I` lets capitals be small; a word in small letters is only one where it is said to be.
        if found[1].isupper() or found.re is small:
            yield _Found(*found.span(1), "reference", _shaped_like(found[1]))


def _names(said: str) -> Iterator[_Found]:
    words = _words()
    for name in names_said.introduced(said):
        yield from _each(_whole(name), said, "name", _name_like)
    surnames, titles = words["surnames"], words["titles_zh"]
    for pattern in (
        re.compile(rf"\b(?:{words['titles_en']})\.? ({_CAPITAL}(?: {_CAPITAL})?)"),
        re.compile(rf"(?i:\b(?:{words['named_en']}))\s+({_CAPITAL}(?: {_CAPITAL}){{0,2}})"),
        re.compile(rf"([{surnames}][{_HAN}]{{0,2}}?)(?={titles})"),
        re.compile(rf"(?:免贵|(?<![百贵同]))姓([{surnames}])"),
        re.compile(rf"(?:{words['named_zh']})\s*([{surnames}][{_HAN}]{{1,2}}?)(?=$|[^{_HAN}]|[的和,，。]|{titles})"),
    ):
        for found in pattern.finditer(said):
            yield _Found(*found.span(1), "name", _name_like(found[1]))


def _each(pattern: re.Pattern[str], said: str, kind: str, stand_in: Callable[[str], str]) -> Iterator[_Found]:
    return (_Found(*found.span(), kind, stand_in(found.group())) for found in pattern.finditer(said))


def _whole(name: str) -> re.Pattern[str]:
    """A name where it is not a part of a word; Chinese has no such borders."""
    escaped = re.escape(name.translate(_WIDE))
    return re.compile(escaped if _is_han(name) else rf"(?<!\w){escaped}(?!\w)", re.I)


def _shaped_like(code: str) -> str:
    """Another code of this shape: digits and letters are counted through, everything else stays."""
    digits, letters = count(), count()

    def other(sign: str) -> str:
        if sign.isdigit():
            return _DIGITS[next(digits) % len(_DIGITS)]
        if not sign.isalpha():
            return sign
        letter = _LETTERS[next(letters) % len(_LETTERS)]
        return letter if sign.isupper() else letter.lower()

    return "".join(map(other, code))


def _name_like(name: str) -> str:
    if _is_han(name):
        names = _words()["stand_ins"]["name_zh"]
        return str(names[min(len(name), len(names)) - 1])
    names = _words()["stand_ins"]["name_en"]
    return str(names[min(len(name.split()), len(names)) - 1])


def _is_han(name: str) -> bool:
    return re.search(f"[{_HAN}]", name) is not None


@cache
def _words() -> dict[str, Any]:
    return content.merged("personal", "rules.yml")

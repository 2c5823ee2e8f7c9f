"""From where to where: the airports that a sentence names, in Chinese or English, by city, name, nickname or code."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from airline.fields import cities
from airline.places import named, place_name, zone_of

ALIASES = Path(__file__).parent / "data" / "place_aliases.csv"

Airports = frozenset[str]
Role = Literal["origin", "destination", ""]
NOWHERE: Airports = frozenset()

# Cities that are also words: only after a preposition.
_WORDS = frozenset({"nice", "male", "bali", "split"})
_FROM_BEFORE = re.compile(r"(\b(from|leaving|departing|out of|ex)|从|由|自|離開|离开|從)\s*$", re.I)
_TO_BEFORE = re.compile(
    r"(\b(to|into|towards|bound for|for|((arriv|land)(e|es|ed|ing|s)?|gets?|comes?) (in|at|into))|[-–—→>]"
    r"|飞往|飞到|飛往|飛到|前往|抵达|抵達|降落在?|落地|飞|飛|到|去|至|往|回)\s*$",
    re.I,
)
_FROM_AFTER = re.compile(
    r"\s*(to\b|[-–—→>]|出发|出發|起飞|起飛|飞|飛|去|至|往|回|过来|過來|来|來|到(?!了|没|沒|达|達|底|港|吗|嗎))", re.I
)
_TO_AFTER = re.compile(r"\s*(bound\b|的?(落地|降落|到达|到達))", re.I)
_BESIDE_PLACES = re.compile(r"\b(?:from|to|into|and|the)\b|[\s\W_]|[从從由自到去飞飛往至回和吧啊呀的]", re.I)
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3}(?![A-Za-z0-9])")
_CODES_TOGETHER = re.compile(r"(?<![a-z0-9])([a-z]{3})\s*(?:-|–|→|to|飞|飛|到)\s*([a-z]{3})(?![a-z0-9])", re.I)


@dataclass(frozen=True, slots=True)
class Route:
    """What is known of a route. Each end is any of its airports, empty if not named; `somewhere` is either end."""

    origin: Airports = NOWHERE
    destination: Airports = NOWHERE
    somewhere: Airports = NOWHERE

    @property
    def complete(self) -> bool:
        return bool(self.origin and self.destination)

    def filled_from(self, earlier: "Route") -> "Route":
        """With what was said before, where nothing new is said; a place without a role fills the open end."""
        origin, destination = self.origin or earlier.origin, self.destination or earlier.destination
        loose = self.somewhere or earlier.somewhere
        if loose and origin and not destination:
            return Route(origin, loose)
        if loose and destination and not origin:
            return Route(loose, destination)
        if self.somewhere and earlier.somewhere and not (origin or destination):
            return Route(earlier.somewhere, self.somewhere)
        return Route(origin, destination, loose if not (origin or destination) else NOWHERE)


@dataclass(frozen=True, slots=True)
class _Mention:
    airports: Airports
    start: int
    end: int
    role: Role


def read_route(text: str) -> Route:
    """The route that a sentence names: "from Beijing to London", "北京飞伦敦", "PEK-LHR", or one end of it."""
    mentions = list(_mentions(text))
    origin = next((one.airports for one in mentions if one.role == "origin"), NOWHERE)
    destination = next((one.airports for one in mentions if one.role == "destination"), NOWHERE)
    loose = [one.airports for one in mentions if not one.role]
    if loose and not origin and (destination or len(loose) > 1):
        origin = loose.pop(0)
    if loose and origin and not destination:
        destination = loose.pop(0)
    return Route(origin, destination, loose[0] if loose and not (origin or destination) else NOWHERE)


def only_places(text: str) -> bool:
    """Whether there is nothing but places, and what stands between them: "Beijing", "to London", "从北京"."""
    found = sorted(_found(text), key=lambda one: one[1], reverse=True)
    rest = text
    for _, start, end in found:
        rest = f"{rest[:start]} {rest[end:]}"
    return bool(found) and not _BESIDE_PLACES.sub("", rest)


def airports_called(name: str) -> Airports:
    """The airports of a city, or the one airport, that go by this name or code; empty if we do not know it."""
    return _known().get(name.strip().lower(), NOWHERE)


def name_of(airports: Airports, language: Literal["zh", "en"]) -> str:
    """What a passenger calls them: the airport if it is one, else their city."""
    codes = sorted(airports)
    if len(codes) < 2:
        return place_name(codes[0], language) if codes else ""
    return next((named()[code].city[language] for code in codes if code in named()), codes[0])


def _mentions(text: str) -> Iterator[_Mention]:
    for airports, start, end in _joined(text, sorted(_found(text), key=lambda one: (one[1], -one[2]))):
        yield _Mention(airports, start, end, _role(text[:start], text[end:]))


def _found(text: str) -> Iterator[tuple[Airports, int, int]]:
    taken: list[tuple[int, int]] = []
    for match in _names().finditer(text):
        before = text[: match.start()]
        if match.group().lower() in _WORDS and not (_FROM_BEFORE.search(before) or _TO_BEFORE.search(before)):
            continue
        taken.append(match.span())
        yield _known()[match.group().lower()], *match.span()
    for match in _CODE.finditer(text):
        airports = _coded(match.group(), text, match.start())
        if airports and not any(start < match.end() and match.start() < end for start, end in taken):
            yield airports, *match.span()
    yield from _small_codes(text)


def _coded(code: str, text: str, start: int) -> Airports:
    """A code in capitals. Where everything is in capitals, CAN and THE are words."""
    shouted = text.isupper() and len(text.split()) > 3
    after_preposition = _FROM_BEFORE.search(text[:start]) or _TO_BEFORE.search(text[:start])
    if code in cities():
        return frozenset(cities()[code])
    if (code in named() and not shouted) or (after_preposition and zone_of(code)):
        return frozenset({code})
    return NOWHERE


def _small_codes(text: str) -> Iterator[tuple[Airports, int, int]]:
    """Codes in small letters count only as a pair: pek-lhr."""
    for match in _CODES_TOGETHER.finditer(text):
        pair = [code.upper() for code in match.groups()]
        if all(code in named() or code in cities() for code in pair) and not match.group().isupper():
            for group, code in enumerate(pair, 1):
                yield frozenset(cities().get(code, (code,))), *match.span(group)


def _joined(text: str, found: list[tuple[Airports, int, int]]) -> Iterator[tuple[Airports, int, int]]:
    """ "London Heathrow" and "上海浦东" are one place each, the narrower one."""
    current: tuple[Airports, int, int] | None = None
    for airports, start, end in found:
        if current and start < current[2]:
            continue
        if current and not text[current[2] : start].strip(" ,(（") and current[0] & airports:
            current = (current[0] & airports, current[1], end)
            continue
        if current:
            yield current
        current = (airports, start, end)
    if current:
        yield current


def _role(before: str, after: str) -> Role:
    if _FROM_BEFORE.search(before):
        return "origin"
    if _TO_BEFORE.search(before):
        return "destination"
    if _TO_AFTER.match(after):
        return "destination"
    return "origin" if _FROM_AFTER.match(after) else ""


@cache
def _known() -> Mapping[str, Airports]:
    """Every name in small letters. A nickname says exactly what it means; a city means all its airports."""
    known: dict[str, set[str]] = {}
    for code, place in named().items():
        for city in (place.city["en"], place.city["zh"]):
            metropolis = next((airports for airports in cities().values() if code in airports), (code,))
            known.setdefault(city.lower(), set()).update(metropolis)
        for name in (place.name["en"], place.name["zh"]):
            known.setdefault(name.lower(), set()).add(code)
    with ALIASES.open(encoding="utf-8", newline="") as lines:
        for alias, *airports in csv.reader(line for line in lines if not line.startswith("#")):
            known[alias.lower()] = set(airports)
    return MappingProxyType({name: frozenset(codes) for name, codes in known.items()})


@cache
def _names() -> re.Pattern[str]:
    """All names in one pattern, the longest first; Latin ones as whole words."""
    ordered = sorted(_known(), key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in ordered if name.isascii() or not _is_han(name))
    chinese = "|".join(re.escape(name) for name in ordered if _is_han(name))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{latin})(?![A-Za-z0-9])|{chinese}", re.I)


def _is_han(name: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in name)

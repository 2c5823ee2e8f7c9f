"""What airports and cities are called: names, nicknames and codes in both languages, and the airports they mean."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import airportsdata

from bot import verticals
from bot.misspellings import english

AIRPORT, CITY = "airport", "city"
# Three capitals that customers write, and that are airports nobody of ours flies to: Moab, Sainte-Marie …
_ABBREVIATIONS = frozenset(
    re.findall(
        "[A-Z]{3}",
        "ADT AOG ATM CEO CFO CHD CNY CPR DIY DOB DVT EST EUR FAQ GBP GMT GPS GST HKD INF JPY KRW LCD MCT OTP PDF PDT "
        "PIN PIR PNR RMB SDR SIM SMS SSR TAX TBC TBD TWD UAE USA USD UTC VAT VIP VPN",
    )
)
# An expression that nothing fits, where no vertical has places.
_NONE = "(?!)"


class Place(NamedTuple):
    """A city means all its airports, an airport itself."""

    kind: str
    airports: frozenset[str]


@lru_cache(maxsize=1)
def known() -> Mapping[str, Place]:
    """Every name, in small letters, simplified characters and straight apostrophes. A nickname means what it says."""
    found: dict[str, Place] = {}
    for kind, name, airports in _official():
        together = airports | (found[name].airports if name in found else frozenset())
        found[name] = Place(kind, together)
    for alias, kind, *codes in _rows("aliases"):
        found[alias.lower()] = Place(kind, frozenset(codes))
    return MappingProxyType({name: place for name, place in found.items() if name})


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Place]:
    """The codes of our airports and of cities with several of them, in capitals."""
    ours = {code: Place(AIRPORT, frozenset({code})) for code, *_ in _rows("airports_zh")}
    return MappingProxyType(ours | {code: Place(CITY, airports) for code, airports in _cities().items()})


@lru_cache(maxsize=1)
def abbreviations() -> Mapping[str, Place]:
    """Two letters that people write for a city: LA."""
    return MappingProxyType({short: Place(CITY, frozenset(airports)) for short, *airports in _rows("abbreviations")})


def is_airport_elsewhere(code: str) -> bool:
    """Whether three capitals are an airport anywhere, and nothing that customers write besides."""
    return code in _airports() and code not in _ABBREVIATIONS and code.lower() not in english()


@lru_cache(maxsize=1)
def pattern() -> "re.Pattern[str]":
    """All names in one expression, the longest first, Latin ones as whole words; for text spelled as in `known`."""
    chinese = [name for name in known() if re.search(r"[\u3400-\u9fff]", name)]
    latin = known().keys() - set(chinese)
    return re.compile(rf"(?:(?<![a-z0-9]){_branches(latin) or _NONE}(?![a-z0-9])|{_branches(chinese) or _NONE})")


def _branches(names: Iterable[str]) -> str:
    """An expression that decides letter by letter: hundreds of names cost no more than a few."""
    tails: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        tails[name[:1]].add(name[1:])
    may_end = tails.pop("", None) is not None
    branches = "|".join(re.escape(first) + _branches(rest) for first, rest in sorted(tails.items()))
    return f"(?:{branches}){'?' if may_end else ''}" if branches else ""


def _official() -> Iterator[tuple[str, str, frozenset[str]]]:
    """(kind, name, airports): of airports first, because a city of the same name means more."""
    ours = list(_rows("airports_zh"))
    for code, chinese, city in ours:
        for name in (*_shortened(chinese, city), _airports()[code]["name"]):
            yield AIRPORT, name.lower(), frozenset({code})
    for code, _, chinese in ours:
        for name in (chinese, _airports()[code]["city"]):
            yield CITY, name.lower(), next((area for area in _cities().values() if code in area), frozenset({code}))


def _shortened(name: str, city: str) -> Iterator[str]:
    """杭州萧山国际机场 as people call it: 杭州萧山机场, 萧山国际机场, 萧山机场."""
    for long in (name, name.replace("国际机场", "机场")):
        yield long
        by_itself = long.removeprefix(city)
        if by_itself not in {"机场", "国际机场"}:
            yield by_itself


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, frozenset[str]]:
    return {city: frozenset(airports) for city, *airports in _rows("cities")}


@lru_cache(maxsize=1)
def _airports() -> "dict[str, airportsdata.Airport]":
    airports: dict[str, airportsdata.Airport] = airportsdata.load("IATA")
    return airports


def _rows(name: str) -> Iterator[list[str]]:
    for path in verticals.files("places", f"{name}.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.reader(line for line in lines if not line.startswith("#"))

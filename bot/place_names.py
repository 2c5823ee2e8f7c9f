"""What airports and cities are called: names, nicknames and codes in both languages, and the airports they mean."""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from bot import verticals
from bot.misspellings import english
from bot.place_spelling import HAN, key

AIRPORT, CITY = "airport", "city"
# Three capitals that customers write, and that are airports nobody of ours flies to: Moab, Sainte-Marie …
_ABBREVIATIONS = frozenset(
    re.findall(
        "[A-Z]{3}",
        "ADT AOG ATM BBC CEO CFO CFR CHD CIA CNN CNY CPR CRM DBA DBC DIY DNA DOB DVT ERP EST EUR FAQ FDA GBP GDP GMT "
        "GPS GST HKD IBM ICT IMF INF JPY KRW LCD MBA MBE MCT MRI MSN NBC OTP PCR PDF PDT PIN PIR PNR PPP PPT PSA PSP "
        "PTO RFP RMB ROI RSI SDK SDR SIM SMS SSR SUV TAX TBA TBC TBD TLC TWD UAE UPS USA USD USO UTC VAT VIP VPN",
    )
)
# Codes that are hardly ever anything else, though a list has them as words.
_SURE = frozenset({"ALA", "CTS", "DOH", "DPS", "FRA", "JED", "LAS", "LAX", "LIS", "MEL", "MEX", "ORD", "TAO", "VIE"})
_SEVERAL = "|"


class Place(NamedTuple):
    """A city means all its airports, an airport itself."""

    kind: str
    airports: frozenset[str]


class _Airport(NamedTuple):
    code: str
    name: str
    cities: list[str]
    much_used: bool


@lru_cache(maxsize=1)
def known() -> Mapping[str, Place]:
    """Every name as `bot.place_spelling.key` has it. A nickname means what it says."""
    found = {name: _place(AIRPORT, codes) for name, codes in _airport_names().items()}
    found |= {name: _place(CITY, codes) for name, codes in _city_names().items()}
    found |= {name: rows[0][0] for name, rows in namesakes().items()}
    found |= {key(alias): _place(kind, frozenset(codes)) for alias, kind, *codes in _rows("aliases")}
    return MappingProxyType({sys.intern(name): place for name, place in found.items()})


@lru_cache(maxsize=1)
def namesakes() -> Mapping[str, list[tuple[Place, frozenset[str]]]]:
    """Names that several cities have: what each means, and the words beside it that say which; the first if none."""
    found: defaultdict[str, list[tuple[Place, frozenset[str]]]] = defaultdict(list)
    for name, codes, beside in _rows("same_names"):
        found[name].append((_place(CITY, frozenset(codes.split())), frozenset(filter(None, beside.split(_SEVERAL)))))
    return MappingProxyType(dict(found))


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Names of countries that are no city's: Romania is not Roma, 罗马尼亚 is not 罗马."""
    named = (name for _, *languages in _rows("countries") for one in languages for name in one.split(_SEVERAL))
    return frozenset(map(key, named)) - known().keys()


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """Names that are words or people's names besides."""
    return frozenset(name for row in _rows("words") for name in row)


@lru_cache(maxsize=1)
def out_of_the_way() -> frozenset[str]:
    """Latin names that only small airports have: a place where somebody flies there, and not else."""
    much_used = {key(name) for one in _english() if one.much_used for name in one.cities}
    aliases = {key(alias) for alias, *_ in _rows("aliases")}
    small = {key(name) for one in _english() if not one.much_used for name in one.cities}
    return frozenset(map(sys.intern, small - much_used - aliases))


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Place]:
    """The codes of airports much used and of cities with several airports, in capitals, if they are nothing else."""
    areas = {code: _place(CITY, frozenset(airports)) for code, *airports in _rows("cities")}
    much_used = (one.code for one in _english() if one.much_used)
    sure = {code for code in much_used if code in _SURE or not (code.lower() in english() or code in _ABBREVIATIONS)}
    return MappingProxyType({code: _place(AIRPORT, frozenset({code})) for code in sure} | areas)


@lru_cache(maxsize=1)
def airport_codes() -> frozenset[str]:
    """The codes of all airports that we know."""
    return frozenset(sys.intern(one.code) for one in _english())


@lru_cache(maxsize=1)
def abbreviations() -> Mapping[str, Place]:
    """Two letters that people write for a city: LA."""
    return MappingProxyType({short: _place(CITY, frozenset(airports)) for short, *airports in _rows("abbreviations")})


def is_airport_elsewhere(code: str) -> bool:
    """Whether three capitals are an airport anywhere, and nothing that customers write besides."""
    return code in airport_codes() and code not in _ABBREVIATIONS and code.lower() not in english()


@lru_cache(maxsize=8192)
def _place(kind: str, airports: frozenset[str]) -> Place:
    """One object for all names that mean the same: there are thousands."""
    return Place(kind, airports)


def _city_names() -> dict[str, frozenset[str]]:
    named: defaultdict[str, set[str]] = defaultdict(set)
    for one in (*_english(), *_chinese()):
        for city in one.cities:
            for spelled in _spellings(city):
                named[spelled].add(one.code)
    return {name: frozenset(codes) for name, codes in named.items() if name}


def _airport_names() -> dict[str, frozenset[str]]:
    """Names with the word for airport in them; what two airports are called is neither's name."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for one in (one for one in _english() if one.much_used):
        for name in {one.name, one.name.replace(" International Airport", " Airport")}:
            named[key(name)].add(one.code)
    for one in _chinese():
        for name in _shortened(one.name, one.cities[0]):
            named[name].add(one.code)
    return {name: frozenset(codes) for name, codes in named.items() if len(codes) == 1}


def _spellings(name: str) -> set[str]:
    """圣何塞-德尔卡沃 is also written with a dot, or in one."""
    return {key(name), *(re.sub(r"[-·]", joint, name) for joint in ("-", "·", "") if HAN.search(name))}


def _shortened(name: str, city: str) -> Iterator[str]:
    """杭州萧山国际机场 as people call it: 杭州萧山机场, 萧山国际机场, 萧山机场."""
    for long in (name, name.replace("国际机场", "机场")):
        yield long
        by_itself = long.removeprefix(city)
        if by_itself not in {"机场", "国际机场"}:
            yield by_itself


def _english() -> Iterator[_Airport]:
    """Read anew each time: a few times in all, and nothing of it is kept."""
    for code, name, cities, _, _, much_used, *_ in _rows("airports_en"):
        yield _Airport(sys.intern(code), name, cities.split(_SEVERAL), much_used == "1")


def _chinese() -> Iterator[_Airport]:
    for code, name, cities in _rows("airports_zh"):
        yield _Airport(sys.intern(code), name, cities.split(_SEVERAL), True)


def _rows(name: str) -> Iterator[list[str]]:
    for path in verticals.files("places", f"{name}.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.reader(line for line in lines if not line.startswith("#"))

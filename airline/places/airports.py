"""Airports: their clocks, and what passengers call them in Chinese and English."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import airportsdata

from crm import content

EARTH_RADIUS_KM = 6371.009
# Between several names in a column of the tables.
SEVERAL = "|"
# What airports' names end with.
_GENERAL = r"(国际机场|直升机场|水上机场|机场)$|( International)? Airport$"


@cache
def zone_of(iata: str) -> ZoneInfo | None:
    """An airport's time zone, or None where we do not know the airport."""
    airport = _airports().get(iata)
    try:
        return ZoneInfo(airport["tz"]) if airport else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


@cache
def country_of(iata: str) -> str | None:
    """The country an airport is in, as ISO 3166 has it: CN, GB; None where we do not know the airport."""
    airport = _airports().get(iata)
    return airport["country"] if airport else None


@cache
def distance_km(origin: str, destination: str) -> float | None:
    """The great-circle distance between two airports (haversine, mean Earth radius); None if either is unknown."""
    start, end = _airports().get(origin), _airports().get(destination)
    if not start or not end:
        return None
    lat1, lon1, lat2, lon2 = map(radians, (start["lat"], start["lon"], end["lat"], end["lon"]))
    half_chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_chord))


def local_time(instant: datetime, iata: str) -> datetime:
    """The instant on the airport's own clock; in UTC where we do not know the airport."""
    return instant.astimezone(zone_of(iata) or UTC)


@cache
def place_name(iata: str, language: Literal["zh", "en"]) -> str:
    """An airport as passengers know it; the English name where there is no Chinese one, the code if unknown."""
    if language == "zh" and iata in _chinese():
        return _chinese()[iata].name
    airport = _airports().get(iata)
    return _with_city(airport["name"], city_name(iata, "en")) if airport else iata


@cache
def city_name(iata: str, language: Literal["zh", "en"]) -> str:
    """The city an airport belongs to, by its usual name; the code where we do not know the airport."""
    named = (_chinese() if language == "zh" else {}).get(iata) or _english().get(iata)
    airport = _airports().get(iata)
    return named.cities[0] if named else (airport["city"] if airport else iata)


@cache
def short_name(iata: str, language: Literal["zh", "en"]) -> str:
    """An airport in the middle of a sentence, without the words that all airports have: London Heathrow, 北京首都."""
    name = place_name(iata, language)
    return re.sub(_GENERAL, "", name) or name


def _with_city(name: str, city: str) -> str:
    return name if not city or city in name else f"{city} {name}"


@cache
def _airports() -> dict[str, airportsdata.Airport]:
    """All airports of airportsdata, and those of our table that it lacks."""
    airports: dict[str, airportsdata.Airport] = airportsdata.load("IATA")
    return {row[0]: _added(row) for row in _rows("airports_en") if row[0] not in airports and row[6]} | airports


def _added(row: list[str]) -> airportsdata.Airport:
    code, name, cities, country, region, _, lat, lon, zone = row
    return {
        "icao": "", "iata": code, "name": name, "city": cities.split(SEVERAL)[0], "subd": region.split(SEVERAL)[0],
        "country": country, "elevation": 0.0, "lat": float(lat), "lon": float(lon), "tz": zone, "lid": "",
    }  # fmt: skip


@cache
def iata_of(code: str) -> str:
    """The code on bag tags for an airport's three or four letters: PEK for ZBAA; empty where we do not know it."""
    if len(code) != 4:
        return code if code in _airports() else ""
    return next((airport["iata"] for airport in _airports().values() if airport["icao"] == code), "")


@dataclass(frozen=True, slots=True)
class Place:
    """An airport to choose, in both languages; in English where it has no Chinese name. `country` is ISO 3166's."""

    code: str
    name: Mapping[str, str]
    city: Mapping[str, str]
    country: str


def search(query: str, *, limit: int = 8) -> list[Place]:
    """Airports for what somebody has typed so far: a code, or how a city or a name begins, in either language.

    The code itself comes first, then cities before names; among equals those much used, as our table has them.
    """
    typed = _fold(query)
    if not typed:
        return []
    ranked = ((_rank(code, words, typed), code) for code, words in _searchable().items())
    return [_place(code) for rank, code in sorted(found for found in ranked if found[0] is not None)[:limit]]


def _rank(code: str, words: tuple[str, str], typed: str) -> tuple[int, int, int] | None:
    cities, names = words
    if code.lower() == typed:
        return (0, 0, 0)
    if f"|{typed}" in cities:
        return (1, _rarity(code) - (f"|{typed}|" in cities), _order().get(code, len(_order())))
    if f" {typed}" in names or f"|{typed}" in names or (not typed.isascii() and typed in names):
        return (2, _rarity(code), _order().get(code, len(_order())))
    return (3, _rarity(code), 0) if code.lower().startswith(typed) else None


def _rarity(code: str) -> int:
    """The less an airport is used, the later it comes: much used, with regular flights, any other."""
    english = _english().get(code)
    return 2 if english is None else 0 if english.much_used else 1


@cache
def _order() -> Mapping[str, int]:
    """Where an airport stands in our table of Chinese names, which begins with those that matter here."""
    return {code: place for place, code in enumerate(_chinese())}


def _place(code: str) -> Place:
    return Place(
        code,
        {"en": place_name(code, "en"), "zh": place_name(code, "zh")},
        {"en": city_name(code, "en"), "zh": city_name(code, "zh")},
        _airports()[code]["country"],
    )


def _fold(text: str) -> str:
    """Without accents, width and case: São Paulo is typed "sao paulo"."""
    plain = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def _searchable() -> dict[str, tuple[str, str]]:
    """Each airport's cities and names to compare with, in both languages, with bars around them."""
    return {code: (_barred(_cities(code)), _barred(_names(code))) for code in _airports()}


def _barred(words: Iterable[str]) -> str:
    return f"|{SEVERAL.join(dict.fromkeys(map(_fold, words)))}|"


def _cities(code: str) -> Iterator[str]:
    yield _airports()[code]["city"]
    for table in (_english(), _chinese()):
        if code in table:
            yield from table[code].cities


def _names(code: str) -> Iterator[str]:
    yield _airports()[code]["name"]
    yield from (table[code].name for table in (_english(), _chinese()) if code in table)
    yield from _aliases().get(code, ())


class _Named(NamedTuple):
    name: str
    cities: list[str]
    much_used: bool


@cache
def _english() -> Mapping[str, _Named]:
    """The airports with regular flights."""
    return {row[0]: _Named(row[1], row[2].split(SEVERAL), row[5] == "1") for row in _rows("airports_en")}


@cache
def _chinese() -> Mapping[str, _Named]:
    return {code: _Named(name, cities.split(SEVERAL), True) for code, name, cities in _rows("airports_zh")}


@cache
def _aliases() -> Mapping[str, list[str]]:
    """What people call an airport besides its name, by its code."""
    aliases: dict[str, list[str]] = {}
    for alias, _, *codes in _rows("aliases"):
        for code in codes:
            aliases.setdefault(code, []).append(alias)
    return aliases


def _rows(name: str) -> Iterator[list[str]]:
    with content.file("places", f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(line for line in lines if not line.startswith("#"))


def named_in(text: str) -> frozenset[str]:
    """The airports that a text names in either language, by code or by name; a city stands for all of its airports.

    Codes and English names only of those that are much used: every third English word is a place somewhere.
    """
    typed = re.findall(r"(?<![A-Za-z0-9])[A-Z]{3}(?![A-Za-z0-9])", text)
    codes = {code for code in typed if code in _english() and _english()[code].much_used}
    return frozenset(codes.union(*(_by_name()[name] for name in _spoken().findall(_fold(text)))))


@cache
def _spoken() -> re.Pattern[str]:
    """Every name of a place, the longest first."""
    longest_first = sorted(_by_name(), key=len, reverse=True)
    parts = [rf"(?<![a-z]){re.escape(name)}(?![a-z])" if name.isascii() else re.escape(name) for name in longest_first]
    return re.compile("|".join(parts))


@cache
def _by_name() -> Mapping[str, frozenset[str]]:
    """The airports that are called so, or are in a city that is: every Chinese name, and English ones much used."""
    found: dict[str, set[str]] = {}
    for table in (_english(), _chinese()):
        for code, named in table.items():
            names = (named.name, re.sub(_GENERAL, "", named.name), *named.cities) if named.much_used else ()
            for name in (*names, *_aliases().get(code, ())):
                if len(folded := _fold(name)) > 1:
                    found.setdefault(folded, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}

"""Airports: their clocks, and what passengers call them in Chinese and English."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import airportsdata

from crm import content

EARTH_RADIUS_KM = 6371.009


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
    return _with_city(airport["name"], airport["city"]) if airport else iata


@cache
def short_name(iata: str, language: Literal["zh", "en"]) -> str:
    """An airport in the middle of a sentence, without the words that all airports have: London Heathrow, 北京首都."""
    name = place_name(iata, language)
    return re.sub(r"(国际机场|机场)$|( International)? Airport$", "", name) or name


def _with_city(name: str, city: str) -> str:
    return name if not city or city in name else f"{city} {name}"


@cache
def _airports() -> dict[str, airportsdata.Airport]:
    airports: dict[str, airportsdata.Airport] = airportsdata.load("IATA")
    return airports


@cache
def iata_of(code: str) -> str:
    """The code on bag tags for an airport's three or four letters: PEK for ZBAA; empty where we do not know it."""
    if len(code) != 4:
        return code if code in _airports() else ""
    return next((airport["iata"] for airport in _airports().values() if airport["icao"] == code), "")


@dataclass(frozen=True, slots=True)
class Place:
    """An airport to choose, named in both languages as far as it has a Chinese name; `country` is ISO 3166's."""

    code: str
    name: Mapping[str, str]
    city: Mapping[str, str]
    country: str


@cache
def named() -> Mapping[str, Place]:
    """The airports that have a Chinese name, by code: those that our customers talk about."""
    return MappingProxyType({code: _place(code) for code in _chinese()})


def search(query: str, *, limit: int = 8) -> list[Place]:
    """Airports for what somebody has typed so far: a code, or how a city or a name begins, in either language.

    The code itself comes first, then cities before names; among equals those with a Chinese name, the larger ones.
    """
    typed = _fold(query)
    if not typed:
        return []
    ranked = ((_rank(code, words, typed), code) for code, words in _searchable().items())
    return [_place(code) for rank, code in sorted(found for found in ranked if found[0] is not None)[:limit]]


def _rank(code: str, words: tuple[str, str], typed: str) -> tuple[int, bool] | None:
    city, name = words
    if code.lower() == typed:
        return (0, False)
    if city.startswith(typed) or f"|{typed}" in city:
        return (1, code not in _chinese())
    if f" {typed}" in f" {name}" or f"|{typed}" in name or (not typed.isascii() and typed in name):
        return (2, code not in _chinese())
    return (3, code not in _chinese()) if code.lower().startswith(typed) else None


def _place(code: str) -> Place:
    airport, chinese = _airports()[code], _chinese().get(code)
    return Place(
        code,
        {"en": place_name(code, "en"), "zh": place_name(code, "zh")},
        {"en": airport["city"], "zh": chinese.city if chinese else airport["city"]},
        airport["country"],
    )


def _fold(text: str) -> str:
    """Without accents, width and case: São Paulo is typed "sao paulo"."""
    plain = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def _searchable() -> dict[str, tuple[str, str]]:
    """Each airport's cities and names to compare with, the languages apart by a bar."""
    chinese = _chinese()
    return {
        code: (
            _fold(f"{airport['city']}|{chinese[code].city if code in chinese else ''}"),
            _fold(f"{airport['name']}|{chinese[code].name if code in chinese else ''}"),
        )
        for code, airport in _airports().items()
    }


class _Chinese(NamedTuple):
    name: str
    city: str


@cache
def _chinese() -> dict[str, _Chinese]:
    with content.file("places", "airports_zh.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        return {row[0]: _Chinese(row[1], row[2]) for row in rows}

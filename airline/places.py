"""Airports: their clocks, and what passengers call them in Chinese and English."""

import csv
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import airportsdata

CHINESE_NAMES = Path(__file__).parent / "data" / "airports_zh.csv"


@cache
def zone_of(iata: str) -> ZoneInfo | None:
    """An airport's time zone, or None where we do not know the airport."""
    airport = _airports().get(iata)
    try:
        return ZoneInfo(airport["tz"]) if airport else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def local_time(instant: datetime, iata: str) -> datetime:
    """The instant on the airport's own clock; in UTC where we do not know the airport."""
    return instant.astimezone(zone_of(iata) or UTC)


@cache
def place_name(iata: str, language: Literal["zh", "en"]) -> str:
    """An airport as passengers know it; the English name where there is no Chinese one, the code if unknown."""
    if language == "zh" and iata in _chinese_names():
        return _chinese_names()[iata]
    airport = _airports().get(iata)
    return _with_city(airport["name"], airport["city"]) if airport else iata


def _with_city(name: str, city: str) -> str:
    return name if not city or city in name else f"{city} {name}"


@cache
def _airports() -> dict[str, airportsdata.Airport]:
    airports: dict[str, airportsdata.Airport] = airportsdata.load("IATA")
    return airports


@cache
def _chinese_names() -> dict[str, str]:
    with CHINESE_NAMES.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        return {row[0]: row[1] for row in rows}

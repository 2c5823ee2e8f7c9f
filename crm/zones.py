"""Time zones as customers name them, and as their telephone numbers tell; names from the CLDR."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from babel import Locale
from phonenumbers import timezone

from crm import texts
from crm.base import utc_now
from crm.site import site
from crm.when import simple

# "London time", "I'm in Sydney"; 伦敦时间, 我在悉尼.
_TIMED = r"(?<![a-z]){name}(?: local)?(?: standard| summer| daylight)? time\b"
_THERE = r"\b(?:i'?m|i am|we'?re|we are|here) (?:currently |now |still )?in {name}\b"
_ZH_TIMED, _ZH_THERE = "{name}(?:当地)?时间", "(?:我|我们|人)(?:现在|目前)?在{name}"
_OFFSET = re.compile(r"\b(?:utc|gmt)\s*([+-])\s*(\d{1,2})\b(?!:)")


def named(text: str) -> str | None:
    """The zone that a message names; None where it names none."""
    plain = simple(text)
    if offset := _OFFSET.search(plain):
        # The signs of these names are the other way round.
        sign, hours = "-" if offset[1] == "+" else "+", int(offset[2])
        return f"Etc/GMT{sign}{hours}" if 0 < hours <= 12 else "Etc/GMT"
    if _means_ours(plain):
        return site().time_zone
    return next((zone for pattern, zone in _patterns() if pattern.search(plain)), None)


def of_phone(number: str | None) -> str | None:
    """The zone in which a number of E.164 rings; None for a country with several, or what is no number."""
    try:
        parsed = phonenumbers.parse(number or "")
    except phonenumbers.NumberParseException:
        return None
    zones = [zone for zone in timezone.time_zones_for_number(parsed) if zone in available_timezones()]
    main = [zone for zone in zones if zone in set(_places("en"))]
    country = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    called: str | None = texts.load("zones")["main"].get(country)
    if called in main or not main:
        return called
    return main[0] if len({_offsets(zone) for zone in main}) == 1 else None


def name(zone: str, language: str) -> str:
    """What a zone is called: the site's own by its name, another by its city: "London time"."""
    if zone == site().time_zone and (named := site().time_zone_name):
        return named[language]
    city = _places(language).get(zone) or zone.rpartition("/")[2].replace("_", " ")
    if zone.startswith("Etc/GMT"):
        hours = zone.removeprefix("Etc/GMT")
        city = "UTC" + (("-" if hours[0] == "+" else "+") + hours[1:] if hours else "")
        return city if language == "en" else f"{city}时间"
    return str(texts.load("zones")["named"][language]).format(place=city)


def _means_ours(plain: str) -> bool:
    ours = site().time_zone_name
    return bool(ours and any(simple(ours[language]) in plain for language in ("zh", "en")))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_made())


def _made() -> Iterator[tuple[re.Pattern[str], str]]:
    said = texts.load("zones")
    for short, zone in said["short"].items():
        yield re.compile(rf"(?<![a-z]){short}(?![a-z])"), zone
    known = [(simple(name), zone) for language in ("en", "zh") for zone, name in _places(language).items()]
    also = [(simple(name), zone) for zone, names in said["also"].items() for name in names]
    for called, zone in sorted([*also, *known], key=lambda one: -len(one[0])):
        ways = (_TIMED, _THERE) if called.isascii() else (_ZH_TIMED, _ZH_THERE)
        yield re.compile("|".join(way.replace("{name}", re.escape(called)) for way in ways)), zone


@cache
def _places(language: str) -> dict[str, str]:
    """The city of each zone; English names are those of the zones themselves where the CLDR has none."""
    zones = {
        zone for zone in available_timezones() if "/" in zone and zone.split("/")[0] not in ("Etc", "SystemV", "US")
    }
    cities = {zone: facts.get("city") for zone, facts in Locale(language).time_zones.items()}
    spelled = {zone: zone.rpartition("/")[2].replace("_", " ") for zone in zones} if language == "en" else {}
    return spelled | {zone: str(city) for zone, city in cities.items() if city and zone in zones}


def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    """How far from UTC, in winter and in summer."""
    year = utc_now().year
    return tuple(datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))

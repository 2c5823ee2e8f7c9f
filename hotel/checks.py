"""Types of questions that a hotel has beside those of every site: a room, a confirmation number, a time of arrival."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from crm import when
from crm.fields import Check, Field, FieldError
from hotel.numbers import number_in

_ROOM = re.compile(r"(?<![\d:])([1-9]\d{2,3})(?![\d:])")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
# What is said of no hour but of when the day is over.
_MIDNIGHT = re.compile(r"\bmidnight\b|半夜(?!\d|[一二两三四五]点)|午夜|零点|凌晨十二点|夜里十二点", re.I)
_NOON = re.compile(r"\bnoon\b|\bmid ?day\b|\bp\.?m\b|中午|正午|下午", re.I)
# After midnight is still the night of the arrival.
_NIGHT = re.compile(r"\bafter midnight\b|凌晨|半夜|后半夜", re.I)


def room_number(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """Three or four digits: the floor, and the door."""
    found = _ROOM.findall(unicodedata.normalize("NFKC", str(value)))
    if len(set(found)) != 1:
        raise FieldError("room_invalid")
    return str(found[0])


def confirmation_number(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """Eight digits."""
    number = number_in(str(value))
    if number is None:
        raise FieldError("confirmation_invalid")
    return number


def arrival_time(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """A time of day on the hotel's clock, "23:30", from words as well: "half eleven at night", 半夜一点."""
    said = unicodedata.normalize("NFKC", str(value)).strip().lower()
    if exact := _CLOCK.fullmatch(said):
        return f"{int(exact[1]):02}:{exact[2]}"
    if _MIDNIGHT.search(said) and not re.search(r"\d", said):
        return "00:00"
    meant = when.read(str(value), today=now.date(), bare=True)
    at = meant.at if meant else None
    if at is None and meant and meant.within:
        # "After eleven" begins then, "between ten and eleven" is over then.
        at = meant.within[0] if meant.within[1] >= time(23, 59) else meant.within[1]
    if at is None:
        raise FieldError("arrival_time_invalid")
    return f"{_of_the_evening(at, said, halved=bool(meant and meant.halved)):%H:%M}"


def _of_the_evening(at: time, said: str, *, halved: bool) -> time:
    """ "At 11" is 23:00 for whoever comes late, "half past 12" after midnight; "at 2" only where that is said."""
    if at.hour == 12 and not _NOON.search(said):
        return time(0, at.minute)
    if halved or at.hour >= 12 or _NIGHT.search(said) or re.search(r"\d{2}:\d{2}|\bam\b|早|上午", said):
        return at
    return time((at.hour + 12) % 24, at.minute) if at.hour else at


CHECKS: Mapping[str, Check] = {
    "room_number": room_number,
    "confirmation_number": confirmation_number,
    "arrival_time": arrival_time,
}

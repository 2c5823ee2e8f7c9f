"""Dates as customers write them, as ISO dates: the nearest year where none is given, relative words from today."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Optional

from bot.characters import simplified
from bot.identifier_rules import MONTHS, RELATIVE_DAYS, WEEKDAY_NAMES

_NUMBERS = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[a-z]+")
_HAN_DAYS = "一二三四五六日"
_HAN_NUMBERS = {character: value for value, character in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ENGLISH_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_WEEKDAY = re.compile(rf"(?:(?P<which>next|this|last)\s+)?(?P<name>{WEEKDAY_NAMES})$")
_HAN_WEEKDAY = re.compile(r"(?P<which>[这本下上])?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])$")
_HAN_DISTANCE = re.compile(
    r"(?P<number>\d{1,2}|[一二两三四五六七八九十])(?P<unit>天|日|周|个星期)[之以]?(?P<way>[后前])$"
)
_DISTANCE = re.compile(r"(?:in\s+)?(?P<number>\w+)\s+(?P<unit>day|week)s?(?:\s+(?P<way>ago|later))?$")
_BESIDE = re.compile(r"(?:the\s+)?day\s+(?P<way>after|before)\s+(?:tomorrow|yesterday)$")
_OTHER_MONTH = re.compile(r"(?P<which>[这下上])个?月(?P<day>\d{1,2})")
_WEEK = 7
_DECEMBER = 12
_FIRST_YEAR = 1000


def iso_date(written: str, today: date) -> Optional[str]:
    """`written` (2026-11-21, 11月21日, 21 Nov, tomorrow, 下周三 …) as YYYY-MM-DD; None when there is no such day."""
    written = simplified(written.lower())
    try:
        return (_relative(written, today) or _absolute(written, today)).isoformat()
    except ValueError:
        return None


def days_from_today(written: str) -> Optional[int]:
    """How far off "tomorrow" is, wherever today ends; None for a day that is the same one everywhere."""
    return RELATIVE_DAYS.get(simplified(written.strip().lower()))


def _relative(written: str, today: date) -> Optional[date]:
    if written in RELATIVE_DAYS:
        return today + timedelta(days=RELATIVE_DAYS[written])
    return next((day for day in _told(written, today) if day is not None), None)


def _told(written: str, today: date) -> Iterator[Optional[date]]:
    yield _weekday(written, today)
    yield _distance(written, today)
    if match := _OTHER_MONTH.match(written):
        yield _in_month(today, {"这": 0, "下": 1, "上": -1}[match["which"]], int(match["day"]))


def _weekday(written: str, today: date) -> Optional[date]:
    """Weeks begin on Monday: 下周三 and "next Wed" are in the one after this. A bare weekday is the next to come."""
    if match := _HAN_WEEKDAY.match(written):
        day = _HAN_DAYS.index(match["day"].replace("天", "日"))
        monday = today - timedelta(days=today.weekday())
        if match["which"]:
            return monday + timedelta(days=day + _WEEK * {"下": 1, "上": -1}.get(match["which"], 0))
        return _coming(day, today)
    if match := _WEEKDAY.match(written):
        day = [name[:3] for name in WEEKDAY_NAMES.split("|")[:_WEEK]].index(match["name"][:3])
        if match["which"] == "last":
            return today - timedelta(days=(today.weekday() - day - 1) % _WEEK + 1)
        if match["which"] == "next":
            return today - timedelta(days=today.weekday()) + timedelta(days=day + _WEEK)
        return _coming(day, today)
    return None


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % _WEEK)


def _distance(written: str, today: date) -> Optional[date]:
    if match := _HAN_DISTANCE.match(written):
        days = _count(match["number"]) * (1 if match["unit"] in "天日" else _WEEK)
        return today + timedelta(days=days if match["way"] == "后" else -days)
    if match := _BESIDE.match(written):
        return today + timedelta(days=2 if match["way"] == "after" else -2)
    if match := _DISTANCE.match(written):
        days = _count(match["number"]) * (1 if match["unit"] == "day" else _WEEK)
        return today + timedelta(days=-days if match["way"] == "ago" else days)
    return None


def _count(number: str) -> int:
    if number.isdigit():
        return int(number)
    return _HAN_NUMBERS.get(number) or _ENGLISH_NUMBERS[number]


def _in_month(today: date, months: int, day: int) -> date:
    index = today.year * _DECEMBER + today.month - 1 + months
    return date(index // _DECEMBER, index % _DECEMBER + 1, day)


def _absolute(written: str, today: date) -> date:
    numbers = [int(number) for number in _NUMBERS.findall(written)]
    months = [MONTHS.index(word[:3]) + 1 for word in _LETTERS.findall(written) if word[:3] in MONTHS]
    if months:
        day, year = numbers[0], numbers[1] if len(numbers) > 1 else None
        return date(year, months[0], day) if year else _nearest(months[0], day, today)
    if len(numbers) == 3:
        return date(*_year_first(numbers, points="." in written))
    return _nearest(numbers[0], numbers[1], today)


def _year_first(numbers: list[int], *, points: bool) -> list[int]:
    """21.11.2026 is written day first; with strokes 11/21/2026 is as usual, and 03/04/2026 could be either."""
    first, second, last = numbers
    if first >= _FIRST_YEAR:
        return numbers
    if points or first > _DECEMBER or first == second:
        return [last, second, first]
    if second > _DECEMBER:
        return [last, first, second]
    raise ValueError("day or month first")


def _nearest(month: int, day: int, today: date) -> date:
    years = (today.year - 1, today.year, today.year + 1)
    candidates = [date(year, month, day) for year in years if _exists(year, month, day)]
    return min(candidates, key=lambda candidate: abs(candidate - today), default=date(today.year, month, day))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True

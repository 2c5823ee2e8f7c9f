"""Dates as customers write them, as ISO dates: the nearest year where none is given, relative words from `now`."""

import re
from datetime import date, timedelta
from typing import Optional

from bot.identifier_rules import MONTHS

_RELATIVE = {
    -2: ("前天",),
    -1: ("yesterday", "昨天", "昨日", "昨晚"),
    0: ("today", "tonight", "今天", "今日", "今晚"),
    1: ("tomorrow", "明天", "明日"),
    2: ("后天", "後天"),
}
_DAYS = {word: days for days, words in _RELATIVE.items() for word in words}
_NUMBERS = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[a-z]+")


def iso_date(written: str, today: date) -> Optional[str]:
    """`written` (2026-11-21, 11月21日, 21 Nov, tomorrow, 昨天 …) as YYYY-MM-DD; None when there is no such day."""
    written = written.lower()
    if written in _DAYS:
        return (today + timedelta(days=_DAYS[written])).isoformat()
    numbers = [int(number) for number in _NUMBERS.findall(written)]
    months = [MONTHS.index(word[:3]) + 1 for word in _LETTERS.findall(written) if word[:3] in MONTHS]
    try:
        return _day(numbers, months, today).isoformat()
    except ValueError:
        return None


def _day(numbers: list[int], months: list[int], today: date) -> date:
    if months:
        day, year = numbers[0], numbers[1] if len(numbers) > 1 else None
        return date(year, months[0], day) if year else _nearest(months[0], day, today)
    if len(numbers) == 3:
        return date(numbers[0], numbers[1], numbers[2])
    return _nearest(numbers[0], numbers[1], today)


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

"""What is found of a time while a message is read, language by language."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

_WEEK, _DECEMBER, _NOON, _EARLY = 7, 12, 12, 7


class NoSuchDay(ValueError):
    """A day was named that no calendar has."""


@dataclass
class Found:
    """The `text` that is not read yet, and what was found in the rest; see crm.when.Meant."""

    text: str
    day: date | None = None
    days: tuple[date, date] | None = None
    at: time | None = None
    halved: bool = False
    within: tuple[time, time] | None = None
    instant: int | None = None
    shift: int | None = None
    soonest: bool = False

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place where this is said; it is read only once."""
        found = pattern.search(self.text)
        if found:
            self.text = self.text[: found.start()] + " " * (found.end() - found.start()) + self.text[found.end() :]
        return found


def in_week(weekday: int, today: date, *, weeks: int) -> date:
    """A day of this week, or of one so many weeks later; weeks begin on Monday."""
    return today + timedelta(days=weekday - today.weekday() + _WEEK * weeks)


def coming(weekday: int, today: date) -> date:
    """The next such day, today included."""
    return today + timedelta(days=(weekday - today.weekday()) % _WEEK)


def whole_week(today: date, *, weeks: int) -> tuple[date, date]:
    """Monday to Sunday; of the present week what is left."""
    monday = in_week(0, today, weeks=weeks)
    return max(monday, today), monday + timedelta(days=_WEEK - 1)


def weekend(today: date, *, weeks: int) -> tuple[date, date]:
    """Saturday and Sunday."""
    saturday = in_week(5, today, weeks=weeks)
    return max(saturday, today), saturday + timedelta(days=1)


def named(month: int, day: int, today: date, year: int | None = None) -> date:
    """A date, in the year that brings it nearest where none is named. Raises NoSuchDay."""
    years = (year,) if year else (today.year - 1, today.year, today.year + 1, today.year + 2, today.year + 3)
    dates = [found for one in years if (found := _date(one, month, day))]
    if not dates:
        raise NoSuchDay
    return min(dates, key=lambda one: abs(one - today))


def in_month(day: int, today: date, *, months: int | None = None) -> date:
    """The nth of this month, or of the first one that has such a day still to come. Raises NoSuchDay."""
    for ahead in (months,) if months is not None else range(_DECEMBER):
        index = today.year * _DECEMBER + today.month - 1 + ahead
        found = _date(index // _DECEMBER, index % _DECEMBER + 1, day)
        if found and (months is not None or found >= today):
            return found
    raise NoSuchDay


def clock(hour: int, minute: int, *, later: bool | None) -> time | None:
    """A time of day; `later` is the half of the day that was said, None where none was."""
    if later is not None and hour <= _NOON:
        hour = hour % _NOON + _NOON * later
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def in_order(first: time | None, last: time | None) -> tuple[time, time] | None:
    """ "Between 5 and 7" is in the afternoon, "9 to 3" goes over noon, "10 to 11am" does not."""
    if first is None or last is None:
        return None
    if first > last and first.hour >= 12:
        first = time(first.hour - 12, first.minute)
    if first < last and last.hour <= _EARLY:
        first, last = (time(one.hour + 12, one.minute) for one in (first, last))
    if last <= first and last.hour < 12:
        last = time(last.hour + 12, last.minute)
    return (first, last) if first < last else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

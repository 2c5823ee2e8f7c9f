"""From the dates and times of baggage messages, which have no year and sometimes no zone, to real ones."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from airline.places.airports import local_time, zone_of
from airline.rp1745.elements import Processing
from airline.rp1745.values import ClockTime, DayMonth, ParseError

# 29FEB may be up to four years away (eight around 2100; nobody will send that).
_LEAP_SEARCH = range(-4, 5)


def full_date(written: DayMonth, received_at: datetime) -> date:
    """The date in the year nearest to the time of receipt: 31DEC read on 1 January is last year's.

    Raises ParseError for 29FEB when no leap year is within half a year.
    """
    return _nearest(written, received_at.date())


@lru_cache(maxsize=4096)
def _nearest(written: DayMonth, today: date) -> date:
    dates = (_in_year(written, today.year + offset) for offset in _LEAP_SEARCH)
    nearest = min((day for day in dates if day), key=lambda day: abs(day - today))
    if abs(nearest - today) > timedelta(days=184):
        raise ParseError(reason=f"{written} does not exist near {today.isoformat()}")
    return nearest


def _in_year(written: DayMonth, year: int) -> date | None:
    if written.day == 29 and written.month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):
        return None
    return date(year, written.month, written.day)


def scan_time(processing: Processing | None, *, airport: str, received_at: datetime) -> datetime | None:
    """When the tag was read, in UTC; None where the message does not say it, or says it in an unknown zone."""
    if processing is None or processing.date is None or processing.time is None:
        return None
    zone = zone_of(airport) if processing.time.local else UTC
    if zone is None:
        return None
    day = full_date(processing.date, received_at)
    return datetime.combine(day, _clock(processing.time), zone).astimezone(UTC)


def local_date(received_at: datetime, airport: str) -> date:
    """The calendar date at the airport when the message came."""
    return local_time(received_at, airport).date()


def _clock(written: ClockTime) -> time:
    return time(written.hour, written.minute, written.second or 0)

"""The time that a report is about, in days of the site, and the one of the same length before it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case
from sqlalchemy.orm import InstrumentedAttribute

from crm.errors import BadInput

LONGEST = timedelta(days=731)
USUAL = timedelta(days=84)


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both whole, as `zone` counts days."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def label(self) -> str:
        """Its first day and its last, as files are named by them."""
        return f"{self.first}-{self.last}"

    @property
    def start(self) -> datetime:
        """The first instant."""
        return _midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first instant after it."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    @property
    def before(self) -> "Period":
        """So many days that end where this begins."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1), self.zone)

    def weeks(self) -> list[tuple[date, datetime, datetime]]:
        """Its weeks from Monday to Sunday, the first and last cut off where it begins and ends, with their instants."""
        monday = self.first - timedelta(days=self.first.weekday())
        days = [self.first]
        while (monday := monday + timedelta(days=7)) <= self.last:
            days.append(monday)
        days.append(self.last + timedelta(days=1))
        return [(one, _midnight(one, self.zone), _midnight(after, self.zone)) for one, after in pairwise(days)]


def week_of(moment: InstrumentedAttribute[Any], about: Period) -> ColumnElement[int]:
    """The week of a period, counted from 0, in which a moment in the store lies.

    Its bounds are reckoned here: the store knows neither the site's calendar nor its summer time.
    """
    starts = [start for _, start, _ in about.weeks()]
    return case(*((moment < end, index - 1) for index, end in enumerate(starts)), else_=len(starts) - 1)


def period(first: date | None, last: date | None, *, zone: ZoneInfo, now: datetime) -> Period:
    """The days asked for; without them the last twelve weeks. Raises BadInput for days that are no period."""
    last = last or now.astimezone(zone).date()
    first = first or last - USUAL + timedelta(days=1)
    if first > last:
        raise BadInput("The first day comes after the last one.", field="from")
    if last - first >= LONGEST:
        raise BadInput("A report covers at most two years.", field="from")
    return Period(first, last, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

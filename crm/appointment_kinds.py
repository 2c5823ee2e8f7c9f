"""Kinds of appointments: where, when and how many at once, from the folders `appointments/` of `data/`."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Annotated

import yaml
from pydantic import AfterValidator, Field

from crm import content, hours, working_days
from crm.site import Day, Name, Strict, is_span

Hours = dict[Day, tuple[Annotated[str, AfterValidator(is_span)], ...]]


class Place(Strict):
    """Where people come to; what is left out is as for its kind."""

    capacity: Annotated[int, Field(ge=1)] | None = None
    open_on_holidays: bool | None = None
    hours: Hours | None = None


class Kind(Strict):
    """When such an appointment can be had. `minutes`: how long one lasts, and how far apart they begin."""

    minutes: Annotated[int, Field(ge=5, le=480)]
    capacity: Annotated[int, Field(ge=1)] = 1
    notice_minutes: Annotated[int, Field(ge=0)] = 0
    days_ahead: Annotated[int, Field(ge=1)] = 60
    open_on_holidays: bool = False
    closed: tuple[date, ...] = ()
    hours: Hours | None = None
    places: Mapping[Name, Place] = {}

    def at(self, place: str) -> "Kind":
        """The kind as it is at one of its places."""
        said = self.places[place].model_dump(exclude_none=True) if place else {}
        return self.model_copy(update=said)

    def starts(self, day: date) -> Iterator[datetime]:
        """When appointments begin on a day of the site's calendar."""
        if day in self.closed or not (self.open_on_holidays or not working_days.is_public_holiday(day)):
            return
        length = timedelta(minutes=self.minutes)
        for opens, closes in hours.on(day, self.hours) if self.hours else hours.of_day(day):
            yield from (opens + number * length for number in range((closes - opens) // length))


def get(name: str) -> Kind:
    """The kind of this name. Raises KeyError."""
    return kinds()[name]


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind that is on."""
    found = content.files("appointments")
    return {path.stem: Kind.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in found}

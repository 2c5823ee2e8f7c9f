"""Days and times as they are taken in from outside: none that no calendar of ours reaches."""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime

# Beyond these, adding a day or changing the zone leaves what a date can be.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199

T = TypeVar("T", bound=date)


def of_our_time(moment: T) -> T:
    """The same day or time. Raises ValueError for one that is far away from ours."""
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(f"the year must be from {EARLIEST_YEAR} to {LATEST_YEAR}")
    return moment


Day = Annotated[date, AfterValidator(of_our_time)]
Moment = Annotated[AwareDatetime, AfterValidator(of_our_time)]

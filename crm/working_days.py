"""Working days of the site's country: public holidays, and the weekend days that China works in exchange."""

from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]
import holidays

from crm.site import site

_SATURDAY = 5


def after(received: date, working_days: int) -> date:
    """The last of so many working days after the day of receipt."""
    works, last, left = _works(site().country), received, working_days
    while left:
        last += timedelta(days=1)
        left -= works(last)
    return last


def is_public_holiday(day: date) -> bool:
    """Whether the site's country has a public holiday that day; none is known of a year that is not decreed yet."""
    country = site().country
    if country == "CN":
        try:
            return chinese_calendar.get_holiday_detail(day)[1] is not None and bool(chinese_calendar.is_holiday(day))
        except NotImplementedError:
            return False
    known = holidays.list_supported_countries(include_aliases=False)
    return country in known and day in holidays.country_holidays(country)


def _works(country: str) -> Callable[[date], bool]:
    if country == "CN":
        return _in_china
    known = holidays.list_supported_countries(include_aliases=False)
    return holidays.country_holidays(country).is_working_day if country in known else _on_weekdays


def _in_china(day: date) -> bool:
    """As the State Council has decreed it; of a year that it has not come to yet, the weekdays."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return _on_weekdays(day)


def _on_weekdays(day: date) -> bool:
    return day.weekday() < _SATURDAY

"""When people answer: the opening hours of the site, as moments and in the customer's words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from crm import texts, working_days
from crm.base import utc_now
from crm.site import Day, site

DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Two weeks: whatever opens at all has opened once by then, even if the clocks are put forward meanwhile.
_FAR = 15
_ROUND_THE_CLOCK: dict[Day, tuple[str, ...]] = dict.fromkeys(DAYS, ("00:00-24:00",))
Span = tuple[datetime, datetime]
Says = Literal["opens", "by"]


def people_answer(at: datetime | None = None) -> bool:
    """Whether `at`, now by default, lies in the hours that the site names; a site that names none is always open."""
    at = at or utc_now()
    return _always() or any(start <= at < end for start, end in _spans(at, days=1))


def _always() -> bool:
    return not (site().opening_hours or site().hours_on or site().closed_on_holidays)


def next_opening(at: datetime) -> datetime | None:
    """The first moment from `at` on at which people answer: `at` itself where they do; None where they never will."""
    if people_answer(at):
        return at
    return next((start for start, _ in _spans(at) if start > at), None)


def last_closing(at: datetime) -> datetime | None:
    """When the desk closed that is closed at `at`; None where people answer, or never did."""
    if people_answer(at):
        return None
    return max((end for _, end in _spans(at, back=_FAR, days=1) if end <= at), default=None)


def after_working(at: datetime, worked: timedelta) -> datetime | None:
    """The moment by which people will have been there for so long since `at`; None where they never are."""
    if _always():
        return at + worked
    while (opening := next_opening(at)) is not None:
        end = next(end for start, end in _spans(opening, days=1) if start <= opening < end)
        if opening + worked <= end:
            return opening + worked
        at, worked = end, worked - (end - opening)
    return None


def worked_between(start: datetime, end: datetime) -> timedelta:
    """For how long people were there from one moment to a later one; nothing, where it is not later."""
    if end <= start:
        return timedelta(0)
    if _always():
        return end - start
    days = (end.astimezone(site().zone).date() - start.astimezone(site().zone).date()).days
    worked = (min(end, till) - max(start, since) for since, till in _spans(start, days=days))
    return sum((one for one in worked if one > timedelta(0)), timedelta(0))


def spoken(moment: datetime | None, language: str, *, says: Says, now: datetime) -> str:
    """A moment as people say it, in the site's time and with its name: "tomorrow from 08:00 (Beijing time)"."""
    words = texts.load("hours")
    if moment is None:
        return str(words["some_time"][says][language])
    local, today = moment.astimezone(site().zone), now.astimezone(site().zone).date()
    form = words[says][_day_named(local, today)][language]
    month = f"{local:%B}" if language == "en" else local.month
    weekday = words["weekdays"][local.weekday()][language]
    told = form.format(time=clock(local, language), day=local.day, month=month, weekday=weekday)
    return str(words["in_zone"][language].format(when=told, zone=zone_name(moment, language)))


def clock(local: datetime, language: str) -> str:
    """The time of a day as it is said: "08:00", and "8点"."""
    if language == "en":
        return f"{local:%H:%M}"
    return f"{local.hour}点" if local.minute == 0 else f"{local.hour}点{local.minute:02}分"


def zone_name(moment: datetime, language: str) -> str:
    """What the site's time is called: by its own name, else by how far it is from UTC then."""
    if named := site().time_zone_name:
        return named[language]
    offset = f"{moment.astimezone(site().zone):%z}"
    return f"UTC{offset[:3]}:{offset[3:]}"


def _day_named(local: datetime, today: date) -> str:
    days = (local.date() - today).days
    if days not in (0, 1):
        return "weekday" if 1 < days < 7 else "date"
    part = "morning" if local.hour < time(12).hour else "day"
    return f"{'tomorrow' if days else 'today'}_{part}"


def _spans(at: datetime, *, back: int = 1, days: int = _FAR) -> Iterator[Span]:
    """The times around `at` in which people answer, in order, from so many days before to so many after.

    By the instants that the clock on the wall shows: where it is put forward, an hour that is left out is not worked.
    """
    first = at.astimezone(site().zone).date() - timedelta(days=back)
    for day in (first + timedelta(days=number) for number in range(back + days + 1)):
        yield from of_day(day)


def of_day(day: date) -> Iterator[Span]:
    """When people answer on one day of the site's calendar: as the file says for that date, else for its weekday."""
    if day in site().hours_on:
        return _instants(day, site().hours_on[day])
    if site().closed_on_holidays and working_days.is_public_holiday(day):
        return iter(())
    return on(day, site().opening_hours or _ROUND_THE_CLOCK)


def on(day: date, opening_hours: Mapping[Day, Sequence[str]]) -> Iterator[Span]:
    """The times of one day that are named so: {"mon": ["08:00-22:00"]}."""
    return _instants(day, opening_hours.get(DAYS[day.weekday()], ()))


def _instants(day: date, spans: Sequence[str]) -> Iterator[Span]:
    for span in sorted(spans):
        start, end = (_instant(day, shown) for shown in span.split("-"))
        if start < end:
            yield start, end


def _instant(day: date, shown: str) -> datetime:
    """When the clock on the wall shows this; 24:00 is the beginning of the next day."""
    midnight = shown == "24:00"
    wall = datetime.combine(day + timedelta(days=midnight), time(0) if midnight else time.fromisoformat(shown))
    return wall.replace(tzinfo=site().zone).astimezone(UTC)

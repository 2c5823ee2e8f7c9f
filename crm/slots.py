"""Slots: moments at which there may be an appointment, which of them are free, and how they are said."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import appointment_kinds, texts, zones
from crm.appointment_kinds import Kind
from crm.appointments import Appointment
from crm.case_texts import LANGUAGES, Bilingual
from crm.site import site
from crm.when import Meant

MOST_OFFERED = 4
# Around a moment that cannot be had, others are looked for within these days; where any are, by day for whoever comes.
_NEAR_BEFORE, _NEAR_AFTER = timedelta(days=3), timedelta(days=10)
_AWAKE = (time(8), time(22))
_AN_HOUR = timedelta(hours=1)
_WRITTEN = re.compile(r"(?P<local>[^\[\]]+)\[(?P<zone>[\w/+-]+)\]")
_NOON = 12


@dataclass(frozen=True)
class Found:
    """What a wish comes to: the moment `at`; else what is `wrong` with it (a moment that was `asked` for), if anything,
    and what is free instead.
    """

    at: datetime | None = None
    wrong: str | None = None
    offers: tuple[datetime, ...] = ()
    asked: datetime | None = None


@dataclass(frozen=True)
class Diary:
    """The slots of one kind of appointment at one place, in the customer's zone; what is `moved` leaves its own."""

    session: Session
    name: str
    place: str
    zone: str
    now: datetime
    moved: Appointment | None = None

    @property
    def kind(self) -> Kind:
        return appointment_kinds.get(self.name).at(self.place)

    def is_free(self, at: datetime) -> bool:
        """Whether this very moment can be had."""
        return at in self.free(at, at)

    def free(self, first: datetime, last: datetime) -> list[datetime]:
        """The free slots from one moment to another, both included."""
        first = max(first, self.now + timedelta(minutes=self.kind.notice_minutes))
        last = min(last, self._last())
        taken = self._taken(first, last)
        return [start for start in self.starts(first, last) if taken[start] < self.kind.capacity]

    def starts(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """All slots from one moment to another, free or not."""
        day, end = first.astimezone(site().zone).date(), last.astimezone(site().zone).date()
        while day <= end:
            yield from (start for start in self.kind.starts(day) if first <= start <= last)
            day += timedelta(days=1)

    def find(self, meant: Meant) -> Found:
        """What can be had of what is meant."""
        if meant.impossible:
            return Found(wrong="slot_no_such_day", offers=self._soonest())
        if meant.instant is not None:
            return self._in_a_while(self.now + timedelta(minutes=meant.instant))
        if meant.at is not None and meant.day:
            return self._exact(meant, meant.day)
        if meant.at is not None:
            return self._some_day(meant)
        if meant.day or meant.days or meant.within:
            return self._vague(meant)
        return Found(offers=self._soonest())

    def judged(self, at: datetime) -> Found:
        """Whether a moment can be had; what is near, where it cannot."""
        if self.is_free(at):
            return Found(at)
        return Found(wrong=self._wrong(at), offers=self.near(at), asked=at)

    def near(self, at: datetime) -> tuple[datetime, ...]:
        """The free slots nearest to a moment, in order."""
        found = self._by_day(self.free(at - _NEAR_BEFORE, at + _NEAR_AFTER)) or self._soonest()
        return tuple(sorted(sorted(found, key=lambda one: abs(one - at))[:MOST_OFFERED]))

    def _wrong(self, at: datetime) -> str:
        if at <= self.now:
            return "slot_past"
        if at > self._last():
            return "slot_far"
        if at not in self.starts(at, at):
            around = timedelta(minutes=self.kind.minutes)
            between = any(start < at < start + around for start in self.starts(at - around, at))
            return "slot_between" if between else "slot_closed"
        soon = at < self.now + timedelta(minutes=self.kind.notice_minutes)
        return "slot_soon" if soon else "slot_taken"

    def _exact(self, meant: Meant, day: date) -> Found:
        """ "At 3" is in the afternoon where nobody is there at night."""
        ways = [self._moment(day, one) for one in _ways(meant)]
        to_come = [at for at in ways if at > self.now]
        open_then = [at for at in to_come if at in self.starts(at, at)]
        return self.judged(next(iter(open_then or to_come or ways)))

    def _in_a_while(self, at: datetime) -> Found:
        free = self.free(at, at + _AN_HOUR)
        return Found(free[0]) if free else Found(wrong="slot_closed", offers=self.near(at))

    def _some_day(self, meant: Meant) -> Found:
        """A time without its day: today's, if that can be had; else that time on the next days."""
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        if not meant.days and (found := self._exact(meant, today).at):
            return Found(found)
        first, last = meant.days or (today, today + timedelta(days=14))
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        offers = [found for day in days if (found := self._exact(meant, day).at)][:MOST_OFFERED]
        return Found(offers=tuple(offers)) if offers else Found(wrong="slot_none", offers=self._soonest())

    def _vague(self, meant: Meant) -> Found:
        """A part of a day, a day, or several: what is free then."""
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        first, last = (meant.day, meant.day) if meant.day else meant.days or (today, today + timedelta(days=7))
        if last < today:
            return Found(wrong="slot_past", offers=self._soonest())
        begin, end = meant.within or (time(0), time(23, 59))
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        spans = [self.free(self._moment(day, begin), self._moment(day, end)) for day in days]
        free = self._by_day([one for span in spans for one in span])
        if free:
            return Found(offers=_spread(free))
        far = self._moment(first, begin) > self._last()
        return Found(wrong="slot_far" if far else "slot_none", offers=self.near(self._moment(first, begin)))

    def _soonest(self) -> tuple[datetime, ...]:
        free = self._by_day(self.free(self.now, self.now + _NEAR_AFTER)) or self.free(self.now, self._last())
        return tuple(free[:MOST_OFFERED])

    def _by_day(self, found: list[datetime]) -> list[datetime]:
        """Those by day where the customer is, if there are any."""
        local = {at: at.astimezone(ZoneInfo(self.zone)).time() for at in found}
        return [at for at in found if _AWAKE[0] <= local[at] <= _AWAKE[1]] or found

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC)

    def _last(self) -> datetime:
        return self.now + timedelta(days=self.kind.days_ahead)

    def _taken(self, first: datetime, last: datetime) -> Counter[datetime]:
        query = select(Appointment.starts_at).where(
            Appointment.kind == self.name,
            Appointment.place == self.place,
            Appointment.seat.is_not(None),
            Appointment.starts_at.between(first, last),
        )
        if self.moved is not None:
            query = query.where(Appointment.id != self.moved.id)
        return Counter(self.session.scalars(query))


def _ways(meant: Meant) -> list[time]:
    """The times of day that are meant: one, or that in the other half of the day, too."""
    assert meant.at is not None
    if meant.halved or not 0 < meant.at.hour <= _NOON:
        return [meant.at]
    return [meant.at, time((meant.at.hour + _NOON) % 24, meant.at.minute)]


def _spread(free: Sequence[datetime]) -> tuple[datetime, ...]:
    """A few of them, from first to last, on full hours where there are enough."""
    full = [at for at in free if at.minute == 0]
    free = full if len(full) >= MOST_OFFERED else free
    if len(free) <= MOST_OFFERED:
        return tuple(free)
    step = (len(free) - 1) / (MOST_OFFERED - 1)
    return tuple(free[round(number * step)] for number in range(MOST_OFFERED))


def written(at: datetime, zone: str) -> str:
    """A moment and the customer's zone, as RFC 9557 writes them: 2026-11-30T10:00+08:00[Asia/Shanghai]."""
    return f"{at.astimezone(ZoneInfo(zone)).isoformat(timespec='minutes')}[{zone}]"


def read(value: str) -> tuple[datetime, str]:
    """The moment, in UTC, and the zone. Raises ValueError."""
    found = _WRITTEN.fullmatch(value)
    if not found or found["zone"] not in available_timezones():
        raise ValueError(value)
    at = datetime.fromisoformat(found["local"])
    if at.tzinfo is None:
        raise ValueError(value)
    return at.astimezone(UTC), found["zone"]


def said(at: datetime, zone: str, *, shortly: bool = False) -> Bilingual:
    """A slot in the customer's zone, and what time it is here then: "Monday 30 November 2026, 10:00 (Beijing time)"."""
    local, here = at.astimezone(ZoneInfo(zone)), at.astimezone(site().zone)
    told = {language: _said(local, language, shortly=shortly) for language in LANGUAGES}
    if local.utcoffset() == here.utcoffset():
        zone = site().time_zone
    form = texts.load("appointments")["in_zone"]
    own = {one: form[one].format(when=told[one], zone=zones.name(zone, one)) for one in LANGUAGES}
    if shortly or zone == site().time_zone:
        return own
    both = texts.load("appointments")["in_both_zones"]
    facts = {"hour": f"{here:%H:%M}"}
    return {
        one: both[one].format(
            when=told[one],
            zone=zones.name(zone, one),
            here=zones.name(site().time_zone, one),
            **facts,
            day=_other_day(local, here, one),
        )
        for one in LANGUAGES
    }


def listed(offers: Sequence[datetime], zone: str, language: str) -> str:
    """Several slots, day by day: "Mon 30 Nov 10:00, 10:15; Tue 1 Dec 09:00"."""
    local = [at.astimezone(ZoneInfo(zone)) for at in offers]
    days = list(dict.fromkeys(at.date() for at in local))
    between, after = ("、", "；") if language == "zh" else (", ", "; ")
    return after.join(
        f"{_day(day, language, shortly=True)} " + between.join(f"{at:%H:%M}" for at in local if at.date() == day)
        for day in days
    )


def _said(local: datetime, language: str, *, shortly: bool) -> str:
    day = _day(local.date(), language, shortly=shortly)
    return f"{day}{local:%H:%M}" if language == "zh" else f"{day}, {local:%H:%M}"


def _day(day: date, language: str, *, shortly: bool) -> str:
    weekday = texts.load("hours")["weekdays"][day.weekday()][language]
    if language == "zh":
        year = "" if shortly else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日（{weekday}）"
    return f"{day:%a} {day.day} {day:%b}" if shortly else f"{weekday} {day.day} {day:%B} {day.year}"


def _other_day(local: datetime, here: datetime, language: str) -> str:
    """Where it is another day here: "the day after"."""
    days = (here.date() - local.date()).days
    return str(texts.load("appointments")["other_day"][days][language]) if days else ""

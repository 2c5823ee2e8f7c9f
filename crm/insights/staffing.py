"""How many people a day needs by quarter-hours, which shifts would cover it, and how the roster compares."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from sqlalchemy.orm import Session

from crm import hours, shifts
from crm.errors import BadInput
from crm.insights import demand, pace
from crm.insights.demand import History
from crm.insights.pace import Pace
from crm.shifts import Shift
from crm.site import site
from crm.statistics import chats, hindcasts, rosters
from crm.statistics import demand as forecasts
from crm.statistics.chats import Desk
from crm.statistics.demand import DAYS, QUARTERS
from crm.statistics.hindcasts import Hindcast
from crm.statistics.queues import Unstable
from crm.statistics.rosters import Block

FARTHEST = timedelta(days=28)
# Until enough is measured.
ASSUMED_HANDLING = 600.0
_SECONDS = 15 * 60.0
# More than floats are off by.
_LITTLE = 1e-9


@dataclass(frozen=True)
class Disruption:
    """Between two times of the day so many times as many come as usual."""

    times: float = 1.0
    start: time = time(0)
    # Midnight: the end of the day.
    end: time = time(0)

    def factors(self) -> forecasts.Numbers:
        """By quarter-hour. Raises BadInput where it ends before it begins."""
        start, end = demand.quarter_of(self.start), demand.quarter_of(self.end) or QUARTERS
        if end <= start:
            raise BadInput("A disruption ends after it begins.", field="end")
        found = np.ones(QUARTERS)
        found[start:end] = self.times
        return found


@dataclass(frozen=True)
class Wanted:
    """What is asked for: this share answered within so many seconds, by people who are away for a share of their time.

    Without `handling`, seconds of a customer who is served alone, and `patience` what was measured counts; a patience
    of 0 is one without end. `lengths` of shifts are in hours.
    """

    target: float = 0.8
    within: float = 60.0
    handling: float | None = None
    patience: float | None = None
    at_once: int | None = None
    slowdown: float = 0.0
    away: float = 0.3
    lengths: tuple[float, ...] = (4.0, 6.0, 8.0)
    disruption: Disruption = field(default_factory=Disruption)


class Count(NamedTuple):
    """How many come: the mean, and the interval that holds it in 95 of 100 cases."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, told: forecasts.Expected, at: int) -> "Count":
        return cls(float(told.mean[at]), float(told.low[at]), float(told.high[at]))


class Outcome(NamedTuple):
    """What becomes of customers with those who are rostered: shares. `unstable`: the line would grow without end."""

    answered: float | None = None
    abandons: float | None = None
    occupancy: float | None = None
    unstable: bool = False


class Quarter(NamedTuple):
    """A quarter-hour. `needed` people serve; `on_roster` have to be planned for that, as they are away for a part of
    their time; `planned` are there by the proposal, `rostered` by the shifts. No outcome where nobody is rostered."""

    start: time
    coming: Count
    open: bool
    needed: int
    on_roster: int
    planned: int
    rostered: int
    outcome: Outcome | None


@dataclass(frozen=True)
class Plan:
    """One day: its quarter-hours, how many come in all of it, and whether such a forecast would have been right."""

    quarters: list[Quarter]
    total: Count
    blocks: list[Block]
    hindcast: Hindcast | None


@dataclass(frozen=True)
class Staffing:
    """The report; no plan where too little has happened yet."""

    day: date
    history: History
    pace: Pace
    desk: Desk
    shifts: list[Shift]
    plan: Plan | None


def staffing(session: Session, day: date | None, wanted: Wanted, *, now: datetime) -> Staffing:
    """Plan a day, tomorrow if none is named. Raises BadInput for one that is over or too far."""
    zone = site().zone
    past = demand.history(session, zone=zone, now=now)
    day = day or past.today + timedelta(days=1)
    if not past.today <= day <= past.today + FARTHEST:
        raise BadInput("A plan is made for today and the four weeks to come.", field="day")
    speed = pace.measured(session, now=now)
    desk = _desk(wanted, speed)
    edges, factors = demand.edges(day, zone), wanted.disruption.factors()
    roster = shifts.between(session, edges[0], edges[-1])
    plan = None if past.missing else _plan(past, day, wanted, desk, roster, edges, factors)
    return Staffing(day, past, speed, desk, roster, plan)


def _desk(wanted: Wanted, speed: Pace) -> Desk:
    patience = speed.patience if wanted.patience is None else wanted.patience
    return Desk(
        handling=wanted.handling or speed.handling or ASSUMED_HANDLING,
        patience=patience or None,
        at_once=wanted.at_once or site().assignment.at_once,
        slowdown=wanted.slowdown,
    )


def _plan(
    past: History,
    day: date,
    wanted: Wanted,
    desk: Desk,
    roster: Sequence[Shift],
    edges: Sequence[datetime],
    factors: forecasts.Numbers,
) -> Plan:
    ahead, place = divmod((day - past.today).days, DAYS)
    model = forecasts.fit(past.weeks)
    told = forecasts.expected(model, place, ahead=ahead + 1, times=factors)
    total = forecasts.whole_day(model, place, ahead=ahead + 1, times=factors)
    opened = _open(day, edges)
    needed = [_needed(mean, wanted, desk) if is_open else 0 for mean, is_open in zip(told.mean, opened, strict=True)]
    on_roster = [ceil(n / (1 - wanted.away) - _LITTLE) for n in needed]
    blocks = rosters.cover(on_roster, [round(length * 4) for length in wanted.lengths])
    people = zip(opened, needed, on_roster, rosters.covered(blocks, QUARTERS), _there(roster, edges), strict=True)
    quarters = [
        Quarter(demand.quarter_start(at), Count.of(told, at), *one, _outcome(told.mean[at], one[-1], wanted, desk))
        for at, one in enumerate(people)
    ]
    return Plan(quarters, Count.of(total, 0), blocks, hindcasts.hindcast(past.weeks))


def _needed(mean: float, wanted: Wanted, desk: Desk) -> int:
    """As if it went on like this for ever (L. Green, P. Kolesar, J. Soares, Operations Research 49 (2001) 549-564).

    While the desk is open somebody has to be there.
    """
    try:
        return max(1, chats.people_for(mean / _SECONDS, desk, target=wanted.target, within=wanted.within))
    except ValueError as error:
        raise BadInput("No team is large enough for so many, served so slowly.", field="handling") from error


def _outcome(mean: float, rostered: int, wanted: Wanted, desk: Desk) -> Outcome | None:
    """With the people who are rostered, less those who are away: for a part of the time one more is there than else."""
    if not rostered:
        return None
    there = rostered * (1 - wanted.away)
    fewer, part = floor(there + _LITTLE), there - floor(there + _LITTLE)
    try:
        less = chats.service(fewer, mean / _SECONDS, desk, within=wanted.within)
        more = chats.service(fewer + 1, mean / _SECONDS, desk, within=wanted.within)
    except Unstable:
        return Outcome(unstable=True)
    answered, abandons, occupancy = (
        (1 - part) * getattr(less, name) + part * getattr(more, name) for name in ("answered", "abandons", "occupancy")
    )
    return Outcome(answered, abandons, occupancy)


def _open(day: date, edges: Sequence[datetime]) -> list[bool]:
    """In which quarter-hours the desk is open, at least in part."""
    spans = list(hours.of_day(day))
    return [any(since < end and till > start for since, till in spans) for start, end in pairwise(edges)]


def _there(roster: Sequence[Shift], edges: Sequence[datetime]) -> list[int]:
    """How many have a shift in the middle of each quarter-hour."""
    middles = [start + (end - start) / 2 for start, end in pairwise(edges)]
    return [sum(one.starts_at <= middle < one.ends_at for one in roster) for middle in middles]

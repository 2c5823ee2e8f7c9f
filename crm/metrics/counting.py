"""Counting the metrics in the store: one statement for all that is counted, and one for each kind of times."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from sqlalchemy import CTE, Label, and_, case, func, select, true
from sqlalchemy.orm import Session

from crm.metrics.catalogue import METRICS, Metric
from crm.statistics.estimates import Moments

Group = str | uuid.UUID | int | None


class Key(NamedTuple):
    """Which conversations: of which group (a week by its number), of this period or of the one before."""

    group: Group
    now: bool


@dataclass
class Tally:
    """What a metric found: `n` conversations or times, the sum and squares of their values; times, in any order."""

    n: int = 0
    total: float = 0.0
    squares: float = 0.0
    times: list[float] = field(default_factory=list)

    @property
    def share(self) -> tuple[int, int]:
        return round(self.total), self.n

    @property
    def moments(self) -> Moments:
        return Moments(self.n, self.total, self.squares)

    def add(self, other: Self) -> None:
        self.n, self.total, self.squares = self.n + other.n, self.total + other.total, self.squares + other.squares
        self.times += other.times


@dataclass
class Slice:
    """What was counted of some conversations."""

    talks: int = 0
    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def counted(session: Session, talk: CTE, fact: CTE) -> dict[Key, Slice]:
    """Every metric of every group."""
    found: dict[Key, Slice] = defaultdict(Slice)
    summed = [one for one in METRICS if one.times is None]
    sums = [column for one in summed for column in _sums(one, fact)]
    query = select(fact.c.grp, fact.c.now, func.count(), *sums).group_by(fact.c.grp, fact.c.now)
    for group, now, talks, *values in session.execute(query):
        part = found[Key(group, bool(now))]
        part.talks = talks
        for place, one in enumerate(summed):
            n, total, squares = values[3 * place : 3 * place + 3]
            part.tallies[one.slug] = Tally(int(n or 0), float(total or 0), float(squares or 0))
    for source in dict.fromkeys(one.times for one in METRICS if one.times):
        slugs = [one.slug for one in METRICS if one.times is source]
        times = source(talk).subquery()
        rows = select(talk.c.grp, talk.c.now, times.c.seconds).join_from(talk, times, times.c.talk_id == talk.c.id)
        for group, now, seconds in session.execute(rows):
            for slug in slugs:
                found[Key(group, bool(now))].tallies[slug].times.append(seconds)
    return dict(found)


def together(slices: Iterable[Slice]) -> Slice:
    """Several as one."""
    whole = Slice()
    for one in slices:
        whole.talks += one.talks
        for slug, tally in one.tallies.items():
            whole.tallies[slug].add(tally)
    return whole


def _sums(one: Metric, fact: CTE) -> list[Label[Any]]:
    """How many conversations a metric is of, and the sum and squares of what it says of each."""
    of = one.of(fact)
    if one.value is not None:
        value = one.value(fact)
        parts = (case((of, 1), else_=0), case((of, value)), case((of, value * value)))
    else:
        hit = case((and_(of, one.hits(fact) if one.hits else true()), 1), else_=0)
        parts = (case((of, 1), else_=0), hit, hit)
    return [func.sum(part).label(f"{one.slug}_{place}") for place, part in enumerate(parts)]

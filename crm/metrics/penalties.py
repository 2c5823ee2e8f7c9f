"""The service score of a conversation: 100 less what made it a bad one, each loss in proportion and up to a limit."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, and_, case, literal

from crm.conversations import Outcome

BEST = 100.0


class Penalty(NamedTuple):
    """`each` points for every one over `free`, `most` in all; a yes or no counts as one."""

    slug: str
    each: float
    most: float
    free: float = 0.0


# What was not solved weighs most, then that a customer left upset, then how much work it was for them.
# The weights are judgement, not measurement: the page shows how well they agree with what customers gave.
PENALTIES = (
    Penalty("abandoned", each=40, most=40),
    Penalty("returned", each=30, most=30),
    Penalty("assumed", each=10, most=10),
    Penalty("upset", each=15, most=15),
    Penalty("soured", each=5, most=5),
    Penalty("asked_back", each=8, most=24),
    Penalty("failed", each=10, most=20),
    Penalty("unanswered", each=8, most=16),
    Penalty("refused", each=4, most=12, free=1),
    Penalty("repeats", each=6, most=18),
    Penalty("turns", each=2, most=16, free=8),
    Penalty("waited_minutes", each=1, most=20, free=2),
    Penalty("transferred", each=8, most=16),
    Penalty("reopened", each=10, most=20),
)


def amounts(fact: CTE) -> dict[str, ColumnElement[Any]]:
    """How much of each there was in a conversation."""
    f = fact.c
    ours = f.outcome.in_((Outcome.CONFIRMED, Outcome.ASSUMED, Outcome.HANDED_OVER))
    yes: Mapping[str, ColumnElement[bool]] = {
        "abandoned": f.outcome == Outcome.ABANDONED,
        "returned": and_(ours, f.back == 1),
        "assumed": and_(f.outcome == Outcome.ASSUMED, f.back == 0),
    }
    counted = {one.slug: f[one.slug] for one in PENALTIES if one.slug in f}
    return {
        **{slug: case((which, 1), else_=0) for slug, which in yes.items()},
        **counted,
        "waited_minutes": f.waited / 60.0,
    }


def score(fact: CTE) -> ColumnElement[float]:
    """From 0 to 100, as an expression; null of one that is not over. Ratings are no part of it."""
    total: ColumnElement[Any] = literal(BEST)
    for one, amount in _paired(fact):
        total = total - _loss(one, amount)
    return case((fact.c.outcome.is_(None), None), (total < 0, 0.0), else_=total)


def losses(found: Mapping[str, float]) -> list[tuple[Penalty, float]]:
    """What a conversation lost points for, the heaviest first; `found` as `amounts` has them."""
    lost = [(one, min(one.most, max(0.0, found[one.slug] - one.free) * one.each)) for one in PENALTIES]
    return sorted(((one, points) for one, points in lost if points > 0), key=lambda each: -each[1])


def _paired(fact: CTE) -> list[tuple[Penalty, ColumnElement[Any]]]:
    found = amounts(fact)
    return [(one, found[one.slug]) for one in PENALTIES]


def _loss(one: Penalty, amount: ColumnElement[Any]) -> ColumnElement[Any]:
    points = (amount - one.free) * one.each
    return case((points > one.most, one.most), (points > 0, points), else_=0.0)

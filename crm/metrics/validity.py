"""How well the service score agrees with what customers gave."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.insights.figures import SHOWN_FROM
from crm.insights.periods import Period
from crm.metrics.facts import facts
from crm.metrics.penalties import BEST, score
from crm.metrics.talks import talks
from crm.statistics.correlation import spearman
from crm.statistics.estimates import Estimate, Moments, mean

_LOWEST, _STEPS = 1, 4


@dataclass(frozen=True)
class Validity:
    """Of the conversations of a period that were rated.

    `correlation`: Spearman's, of scores and ratings; `error`: by how many steps of five a score is off on average, if 0
    points stand for the lowest rating and 100 for the highest. None of both of fewer than five.
    """

    n: int
    correlation: Estimate | None
    error: Estimate | None


def validity(session: Session, period: Period, *, language: str | None = None) -> Validity:
    """Set scores against ratings, which are no part of them."""
    fact = facts(talks(period, language=language))
    query = select(score(fact), fact.c.rating).where(
        fact.c.now == 1, fact.c.outcome.is_not(None), fact.c.rating.is_not(None)
    )
    pairs = [(points, rating) for points, rating in session.execute(query)]
    if len(pairs) < SHOWN_FROM:
        return Validity(len(pairs), None, None)
    scores, ratings = zip(*pairs, strict=True)
    off = (abs(_LOWEST + _STEPS * points / BEST - rating) for points, rating in pairs)
    return Validity(len(pairs), spearman(scores, ratings), mean(Moments.of(off)))

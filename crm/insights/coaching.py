"""What scorecards tell: how far raters agree, and what each agent does well."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import coaching
from crm.coaching import SCALE, Scorecard
from crm.insights.figures import SHOWN_FROM
from crm.statistics.agreement import weighted_kappa
from crm.statistics.estimates import Estimate, Moments, mean
from crm.statistics.servqual import DIMENSIONS

LATELY = timedelta(days=182)
_MOST = 5_000


@dataclass(frozen=True)
class Agreement:
    """Of one criterion: kappa of those that both rated, their number, and in how many they gave the same."""

    criterion: str
    kappa: Estimate | None
    n: int
    same: int


@dataclass(frozen=True)
class Strengths:
    """Of one agent: the mean of each dimension over scorecards; none where there are fewer than five."""

    agent_id: uuid.UUID
    name: str
    n: int
    dimensions: dict[str, Estimate | None]


@dataclass(frozen=True)
class Report:
    """`cards`: how many both have rated in the last half year."""

    cards: int
    agreement: list[Agreement]
    agents: list[Strengths]


def report(session: Session, *, now: datetime) -> Report:
    """Of the last half year, what both have rated."""
    query = select(Scorecard).where(Scorecard.picked_at >= now - LATELY).order_by(Scorecard.picked_at.desc())
    cards = [card for card in session.scalars(query.limit(_MOST)) if card.complete]
    return Report(len(cards), [_agreement(name, cards) for name in coaching.criteria()], list(_agents(cards)))


def _agreement(criterion: str, cards: Sequence[Scorecard]) -> Agreement:
    pairs: Counter[tuple[int, int]] = Counter()
    for card in cards:
        one, other = (rating.scores.get(criterion) for rating in card.ratings)
        if one is not None and other is not None:
            pairs[one, other] += 1
    n, same = pairs.total(), sum(count for (one, other), count in pairs.items() if one == other)
    return Agreement(criterion, weighted_kappa(pairs, SCALE) if n >= SHOWN_FROM else None, n, same)


def _agents(cards: Iterable[Scorecard]) -> Iterable[Strengths]:
    theirs: dict[uuid.UUID, list[Scorecard]] = defaultdict(list)
    for card in cards:
        theirs[card.agent_id].append(card)
    for agent_id, rated in sorted(theirs.items(), key=lambda one: one[1][0].agent.name):
        found = {dimension: _mean(dimension, rated) for dimension in DIMENSIONS}
        yield Strengths(agent_id, rated[0].agent.name, len(rated), found)


def _mean(dimension: str, cards: Iterable[Scorecard]) -> Estimate | None:
    """Each conversation counts once, whoever rated what of it."""
    named = {name for name, one in coaching.criteria().items() if one.dimension == dimension}
    means = [
        fmean(given)
        for card in cards
        if (given := [score for one in card.ratings for name, score in one.scores.items() if name in named])
    ]
    return mean(Moments.of(means)) if len(means) >= SHOWN_FROM else None

"""The conversations behind a figure, each with its score and what it lost points for."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Subquery, and_, func, not_, null, select, true
from sqlalchemy.orm import Session

from crm.conversations import Conversation
from crm.insights.periods import Period
from crm.metrics.catalogue import Metric
from crm.metrics.counting import Group
from crm.metrics.facts import facts
from crm.metrics.penalties import amounts, losses, score
from crm.metrics.talks import GroupBy, talks
from crm.paging import Key, Page, page

_OF_NUMBERS = ("seconds", "score")


@dataclass(frozen=True)
class Loss:
    """What a conversation lost points for. `amount`: how much of it there was, in all."""

    slug: str
    amount: float
    points: float


@dataclass(frozen=True)
class Behind:
    """One conversation of a figure. `value`: its seconds or points, where the figure is of such."""

    id: uuid.UUID
    at: datetime
    channel: str
    language: str
    topic: str | None
    outcome: str | None
    value: float | None
    score: float | None
    rating: int | None
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class Asked:
    """Which conversations: those that a share counts (`hit`) or does not; with `group_by`, of this group alone."""

    metric: Metric
    period: Period
    hit: bool = True
    group_by: GroupBy | None = None
    group: Group = None
    language: str | None = None


def behind(session: Session, asked: Asked, *, cursor: str | None, limit: int) -> Page[Behind]:
    """Of a share the newest first, of times the longest, of scores the lowest. Raises BadInput."""
    talk = talks(asked.period, group_by=asked.group_by, language=asked.language)
    wanted = _wanted(asked.metric, talk, hit=asked.hit)
    query = (
        select(Conversation)
        .join(talk, talk.c.id == Conversation.id)
        .join(wanted, wanted.c.talk_id == Conversation.id)
        .where(talk.c.now == 1)
    )
    if asked.group_by:
        query = query.where(talk.c.grp.is_(None) if asked.group is None else talk.c.grp == asked.group)
    keys = [Key(Conversation.created_at, descending=True), Key(Conversation.id)]
    if asked.metric.unit in _OF_NUMBERS:
        keys.insert(0, Key(wanted.c.value, descending=asked.metric.unit == "seconds"))
    found = page(session, query, keys, cursor=cursor, limit=limit)
    known = _known(session, asked, [one.id for one in found.items])
    return Page([_told(one, known[one.id], asked.metric) for one in found.items], found.next)


def _wanted(metric: Metric, talk: CTE, *, hit: bool) -> Subquery:
    """(talk_id, value) of each conversation that is meant."""
    if metric.times is not None:
        times = metric.times(talk).subquery()
        longest = func.max(times.c.seconds).label("value")
        return select(times.c.talk_id, longest).group_by(times.c.talk_id).subquery()
    fact = facts(talk)
    value = metric.value(fact) if metric.value else null()
    counts = metric.hits(fact) if metric.hits else true()
    which = and_(metric.of(fact), counts if hit else not_(counts))
    return select(fact.c.id.label("talk_id"), value.label("value")).where(which).subquery()


def _known(session: Session, asked: Asked, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Mapping[str, Any]]:
    """What there is to tell of these conversations alone."""
    talk = talks(asked.period, language=asked.language, only=ids)
    fact = facts(talk)
    of_times = asked.metric.times(talk).subquery() if asked.metric.times else None
    value: Any = null()
    if of_times is not None:
        value = select(func.max(of_times.c.seconds)).where(of_times.c.talk_id == fact.c.id).scalar_subquery()
    columns = [amount.label(f"lost_{slug}") for slug, amount in amounts(fact).items()]
    query = select(fact.c.id, fact.c.outcome, fact.c.rating, score(fact).label("score"), value.label("value"), *columns)
    return {row["id"]: dict(row) for row in session.execute(query).mappings()}


def _told(one: Conversation, known: Mapping[str, Any], metric: Metric) -> Behind:
    lost = {slug.removeprefix("lost_"): float(n) for slug, n in known.items() if slug.startswith("lost_")}
    over = known["score"] is not None
    return Behind(
        id=one.id,
        at=one.created_at,
        channel=one.channel,
        language=one.language,
        topic=one.topic,
        outcome=known["outcome"],
        value=known["score"] if metric.unit == "score" else known["value"],
        score=known["score"],
        rating=known["rating"],
        losses=tuple(Loss(each.slug, lost[each.slug], points) for each, points in losses(lost)) if over else (),
    )

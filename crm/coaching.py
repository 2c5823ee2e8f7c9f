"""Coaching: conversations picked for an agent, rated by two who lead, seen by the agent, and shared if good."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from secrets import SystemRandom
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import texts
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation, Status
from crm.errors import BadInput, NotSeenYet, OwnService, ScorecardComplete, ScorecardNotFound
from crm.paging import Key, Page, page
from crm.site import Words
from crm.statistics.servqual import DIMENSIONS

SCALE = (1, 2, 3, 4, 5)
RATERS = 2


class Criterion(Words):
    """One thing that is to be done well."""

    dimension: str


class Scorecard(Base):
    """A conversation that was picked to be rated, as one agent's service. `seen_at`: when the agent saw the ratings."""

    __tablename__ = "scorecard"
    __table_args__ = (
        UniqueConstraint("conversation_id", "agent_id"),
        Index("ix_scorecard_agent_id_picked_at", "agent_id", "picked_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"))
    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"))
    picked_at: Mapped[datetime] = mapped_column(default=utc_now)
    seen_at: Mapped[datetime | None] = mapped_column()
    shared_at: Mapped[datetime | None] = mapped_column()

    agent: Mapped[Agent] = relationship(lazy="joined", innerjoin=True)
    ratings: Mapped[list["ScorecardRating"]] = relationship(lazy="selectin", order_by="ScorecardRating.id")

    @property
    def complete(self) -> bool:
        return len(self.ratings) == RATERS


class ScorecardRating(Base):
    """What one rater gave: 1 to 5 by criterion, without those that do not apply."""

    __tablename__ = "scorecard_rating"
    __table_args__ = (UniqueConstraint("scorecard_id", "rater_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scorecard_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scorecard.id"))
    rater_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    scores: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=utc_now)

    rater: Mapped[Agent] = relationship(lazy="joined", innerjoin=True)


@cache
def criteria() -> Mapping[str, Criterion]:
    """What is rated, in the order of the five dimensions. Raises ValidationError for a file that cannot be used."""
    found = TypeAdapter(dict[str, Criterion]).validate_python(texts.load("coaching")["criteria"])
    return dict(sorted(found.items(), key=lambda one: DIMENSIONS.index(one[1].dimension)))


def pick(session: Session, *, per_agent: int, days: int, now: datetime) -> int:
    """Pick so many of each agent's closed conversations of the last days by chance, none twice. Returns how many."""
    query = (
        select(Conversation.id, Agent.id)
        .join(Agent, Agent.id == Conversation.assignee_id)
        .where(
            Conversation.status == Status.RESOLVED,
            Conversation.resolved_at >= now - timedelta(days=days),
            Agent.active,
            ~exists().where(Scorecard.conversation_id == Conversation.id),
        )
    )
    closed: dict[uuid.UUID, list[uuid.UUID]] = {}
    for conversation_id, agent_id in session.execute(query):
        closed.setdefault(agent_id, []).append(conversation_id)
    picked = [
        Scorecard(conversation_id=one, agent_id=agent_id, picked_at=now)
        for agent_id, theirs in sorted(closed.items())
        for one in SystemRandom().sample(theirs, min(per_agent, len(theirs)))
    ]
    session.add_all(picked)
    session.flush()
    return len(picked)


def rate(session: Session, scorecard_id: uuid.UUID, *, by: Agent, scores: Mapping[str, int], note: str) -> Scorecard:
    """Give one's own rating, or another one until the second rater has given theirs.

    Raises ScorecardNotFound, OwnService, ScorecardComplete, and BadInput for what is no rating.
    """
    card = _locked(session, scorecard_id)
    if card.agent_id == by.id:
        raise OwnService
    if card.complete:
        raise ScorecardComplete
    if not scores or not set(scores) <= set(criteria()) or not set(scores.values()) <= set(SCALE):
        raise BadInput("Rate at least one criterion, from 1 to 5.", field="scores")
    mine = next((one for one in card.ratings if one.rater_id == by.id), None)
    if mine is None:
        mine = ScorecardRating(scorecard_id=card.id, rater=by)
        card.ratings.append(mine)
    mine.scores, mine.note, mine.at = dict(scores), note.strip(), utc_now()
    session.flush()
    return card


def see(session: Session, scorecard_id: uuid.UUID, *, agent: Agent, now: datetime) -> Scorecard:
    """Note that the agent has seen how they were rated. Raises ScorecardNotFound for another's, or before it is."""
    card = _locked(session, scorecard_id)
    if card.agent_id != agent.id or not card.complete:
        raise ScorecardNotFound
    card.seen_at = card.seen_at or now
    return card


def share(session: Session, scorecard_id: uuid.UUID, *, shared: bool, now: datetime) -> Scorecard:
    """Show a good example to the whole team, or no longer. Raises ScorecardNotFound, and NotSeenYet where its agent has
    not seen the ratings: theirs is the first look."""
    card = _locked(session, scorecard_id)
    if shared and card.seen_at is None:
        raise NotSeenYet
    card.shared_at = (card.shared_at or now) if shared else None
    return card


def listed(session: Session, *, cursor: str | None, limit: int) -> Page[Scorecard]:
    """Everything that was picked, the newest first. Raises BadInput for a cursor that is none."""
    return page(session, select(Scorecard), _NEWEST, cursor=cursor, limit=limit)


def own(session: Session, agent_id: uuid.UUID, *, limit: int) -> list[Scorecard]:
    """An agent's own that both have rated, the newest first."""
    query = select(Scorecard).where(Scorecard.agent_id == agent_id).order_by(*(key.order for key in _NEWEST))
    return [card for card in session.scalars(query.limit(limit)) if card.complete]


def examples(session: Session, *, limit: int) -> list[Scorecard]:
    """What is shared with the team, the newest first."""
    query = select(Scorecard).where(Scorecard.shared_at.is_not(None)).order_by(Scorecard.shared_at.desc(), Scorecard.id)
    return list(session.scalars(query.limit(limit)))


def _locked(session: Session, scorecard_id: uuid.UUID) -> Scorecard:
    query = select(Scorecard).where(Scorecard.id == scorecard_id).with_for_update(of=Scorecard, key_share=True)
    card = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if card is None:
        raise ScorecardNotFound
    return card


_NEWEST = (Key(Scorecard.picked_at, descending=True), Key(Scorecard.id))

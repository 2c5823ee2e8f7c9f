"""Shifts: who of the team is to be there, and when; planned by those who lead."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import agents, audit
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.errors import BadInput, ShiftNotFound, ShiftOverlaps

LONGEST = timedelta(hours=16)
# So many days are listed at once.
MOST_LISTED = timedelta(days=93)


class Shift(Base):
    """One person's time, from its first instant to the one after it."""

    __tablename__ = "shift"
    __table_args__ = (UniqueConstraint("agent_id", "starts_at"), Index("ix_shift_starts_at", "starts_at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"))
    starts_at: Mapped[datetime] = mapped_column()
    ends_at: Mapped[datetime] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    agent: Mapped[Agent] = relationship(lazy="joined", innerjoin=True)


def between(session: Session, start: datetime, end: datetime) -> list[Shift]:
    """The shifts of the team that lie within this time in part or whole, by their beginning.

    Raises BadInput for more than three months. Who has left the team is not there.
    """
    if not timedelta(0) < end - start <= MOST_LISTED:
        raise BadInput("A roster covers from a day to three months.", field="to")
    query = select(Shift).join(Shift.agent).where(Shift.starts_at < end, Shift.ends_at > start, Agent.active)
    # The longest that has begun before; without it everything that ever was would be read.
    query = query.where(Shift.starts_at > start - LONGEST)
    return list(session.scalars(query.order_by(Shift.starts_at, Agent.name)))


def add(session: Session, *, agent_id: uuid.UUID, starts_at: datetime, ends_at: datetime, by: Agent) -> Shift:
    """Plan a shift. Raises AgentNotFound, BadInput for a time that is no shift, and ShiftOverlaps."""
    if why := wrong(starts_at, ends_at):
        raise BadInput(why[1], field=why[0])
    agent = agents.get(session, agent_id)
    lock(session, [agent_id])
    if overlapping(session, agent_id, starts_at, ends_at):
        raise ShiftOverlaps
    shift = Shift(agent=agent, starts_at=starts_at.astimezone(UTC), ends_at=ends_at.astimezone(UTC))
    session.add(shift)
    session.flush()
    audit.note(session, agent=by, deed="shift_added", target=agent.name, starts_at=shift.starts_at.isoformat())
    return shift


def remove(session: Session, shift_id: uuid.UUID, *, by: Agent) -> None:
    """Take a shift off the roster. Raises ShiftNotFound."""
    shift = session.get(Shift, shift_id)
    if shift is None:
        raise ShiftNotFound
    starts_at = shift.starts_at.isoformat()
    audit.note(session, agent=by, deed="shift_removed", target=shift.agent.name, starts_at=starts_at)
    session.delete(shift)


def wrong(starts_at: datetime, ends_at: datetime) -> tuple[str, str] | None:
    """Which of both cannot be, and why; None for a shift."""
    if ends_at <= starts_at:
        return "ends_at", "A shift ends after it begins."
    if ends_at - starts_at > LONGEST:
        return "ends_at", "Nobody works for more than 16 hours at a stretch."
    return None


def lock(session: Session, agent_ids: Iterable[uuid.UUID]) -> None:
    """Plan for these people alone until the transaction ends, so that none is planned twice."""
    query = select(Agent.id).where(Agent.id.in_(sorted(agent_ids))).order_by(Agent.id)
    session.execute(query.with_for_update(key_share=True)).all()


def overlapping(session: Session, agent_id: uuid.UUID, starts_at: datetime, ends_at: datetime) -> Shift | None:
    """A shift of theirs that shares time with this, if there is one."""
    query = select(Shift).where(Shift.agent_id == agent_id, Shift.starts_at < ends_at, Shift.ends_at > starts_at)
    return session.scalars(query.order_by(Shift.starts_at).limit(1)).one_or_none()
